using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Puts an expression together in steps.</summary>
public partial class ReferenceExpressionBuilder
{
    private readonly ReferenceExpressionParts _parts = new();

    /// <summary>True while nothing has been added.</summary>
    public bool IsEmpty => _parts.IsEmpty;

    /// <summary>Adds the parts of an interpolated string.</summary>
    /// <param name="handler">The interpolated string.</param>
#pragma warning disable IDE0060, CA1822 // The handler has already written its parts into this builder.
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
    }
#pragma warning restore IDE0060, CA1822

    /// <summary>Adds a literal part.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _parts.AddLiteral(value);
    }

    /// <summary>Adds a text that is known.</summary>
    /// <param name="value">The text; null adds nothing.</param>
    public void AppendFormatted(string? value) => _parts.AddValue(value, format: null);

    /// <summary>Adds a text that is known.</summary>
    /// <param name="value">The text; null adds nothing.</param>
    /// <param name="format">Null leaves the text; <c>uri</c> escapes it for a URI.</param>
    public void AppendFormatted(string? value, string? format = null) => _parts.AddValue(value, format);

    /// <summary>Adds a live reference.</summary>
    /// <typeparam name="T">The type of the reference.</typeparam>
    /// <param name="valueProvider">The reference.</param>
    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => _parts.AddReference(valueProvider, format: null);

    /// <summary>Adds a live reference.</summary>
    /// <typeparam name="T">The type of the reference.</typeparam>
    /// <param name="valueProvider">The reference.</param>
    /// <param name="format">Null leaves the value; <c>uri</c> escapes it for a URI.</param>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => _parts.AddReference(valueProvider, format);

    /// <summary>Refuses a format for an expression, which has parts of its own.</summary>
    /// <param name="valueProvider">The expression.</param>
    /// <param name="format">The format.</param>
    [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
    public void AppendFormatted(ReferenceExpression valueProvider, string format) =>
        throw new NotSupportedException("Write the parts of the inner expression in place and format them there.");

    /// <summary>Adds a live reference whose type is not known.</summary>
    /// <param name="valueProvider">An <see cref="IValueProvider"/> that is an <see cref="IManifestExpressionProvider"/> too, or a builder of such a resource.</param>
    /// <param name="format">Null leaves the value; <c>uri</c> escapes it for a URI.</param>
    /// <exception cref="ArgumentException">The object is none of these.</exception>
    public void AppendValueProvider(object valueProvider, string? format = null)
    {
        ArgumentNullException.ThrowIfNull(valueProvider);
        var reference = valueProvider is IResourceBuilder<IResource> builder ? builder.Resource : valueProvider;
        if (reference is not IValueProvider value || reference is not IManifestExpressionProvider expression)
        {
            throw new ArgumentException(
                $"A {valueProvider.GetType().Name} is no value that an expression can refer to: it must be both an "
                + $"{nameof(IValueProvider)} and an {nameof(IManifestExpressionProvider)}.",
                nameof(valueProvider));
        }

        _parts.AddReference(new UntypedReference(value, expression), format);
    }

    /// <summary>Makes the expression of what was added.</summary>
    /// <returns>The expression.</returns>
    public ReferenceExpression Build() => _parts.Build();
}
