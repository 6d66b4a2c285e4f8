using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of an expression while it is being put together.</summary>
internal sealed class ReferenceExpressionParts
{
    private readonly StringBuilder _format = new();
    private readonly List<IValueProvider> _valueProviders = [];
    private readonly List<string> _manifestExpressions = [];
    private readonly List<string?> _stringFormats = [];

    internal bool IsEmpty => _format.Length == 0;

    internal void AddLiteral(string value) => _format.Append(ExpressionText.EscapeLiteral(value));

    internal void AddValue(string? value, string? format)
    {
        if (value is not null)
        {
            _format.Append(ExpressionText.EscapeValue(ExpressionText.Apply(format, value)!));
        }
    }

    internal void AddReference<T>(T reference, string? format)
        where T : IValueProvider, IManifestExpressionProvider
    {
        ArgumentNullException.ThrowIfNull(reference);
        _ = ExpressionText.Apply(format, value: null);
        _format.Append(CultureInfo.InvariantCulture, $"{{{_valueProviders.Count}}}");
        _valueProviders.Add(reference);
        _manifestExpressions.Add(reference.ValueExpression);
        _stringFormats.Add(format);
    }

    internal ReferenceExpression Build() =>
        new(_format.ToString(), [.. _valueProviders], [.. _manifestExpressions], [.. _stringFormats]);
}
