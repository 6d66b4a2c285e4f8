using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A text made of literal parts and live references, such as <c>Host={endpoint};Password={parameter}</c>, or a choice between two such
/// texts by the value of a third.
/// </summary>
[DebuggerDisplay("ReferenceExpression = {ValueExpression}, Providers = {ValueProviders.Count}")]
public partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The expression without parts; its value is null.</summary>
    public static readonly ReferenceExpression Empty = new(string.Empty, [], [], []);

    internal ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions, string?[] stringFormats)
    {
        Format = format;
        ValueProviders = valueProviders;
        ManifestExpressions = manifestExpressions;
        StringFormats = stringFormats;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this(string.Empty, [.. whenTrue.ValueProviders, .. whenFalse.ValueProviders], [], [])
    {
        Condition = condition;
        MatchValue = matchValue;
        WhenTrue = whenTrue;
        WhenFalse = whenFalse;
    }

    /// <summary>The composite format with one placeholder for each reference, such as <c>http://{0}/a</c>; empty for a choice.</summary>
    public string Format { get; }

    /// <summary>The placeholders of the references in a manifest, in the order of <see cref="ValueProviders"/>.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>How each reference is formatted: null as it is, <c>uri</c> escaped for a URI.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>The references; for a choice, those of both texts.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>True for a choice.</summary>
    public bool IsConditional => Condition is not null;

    /// <summary>The value that decides a choice; else null.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>The value of <see cref="Condition"/>, in any case, that chooses <see cref="WhenTrue"/>; null unless this is a choice.</summary>
    public string? MatchValue { get; }

    /// <summary>The text chosen when the condition matches; null unless this is a choice.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>The text chosen when the condition does not match; null unless this is a choice.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <inheritdoc/>
    public string ValueExpression => IsConditional
        ? $"{{{ConditionalName.Of(this)}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    IEnumerable<object> IValueWithReferences.References =>
        IsConditional
            ? [Condition!, .. ((IValueWithReferences)WhenTrue!).References, .. ((IValueWithReferences)WhenFalse!).References]
            : ValueProviders;

    /// <summary>Makes an expression of an interpolated string.</summary>
    /// <param name="handler">The interpolated string; each value must be a text or both an <see cref="IValueProvider"/> and an <see cref="IManifestExpressionProvider"/>.</param>
    /// <returns>The expression.</returns>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>Makes a choice between two expressions.</summary>
    /// <param name="condition">The value that decides.</param>
    /// <param name="matchValue">What the condition is compared with, without regard to case; not empty.</param>
    /// <param name="whenTrue">Chosen when the condition matches.</param>
    /// <param name="whenFalse">Chosen when it does not.</param>
    /// <returns>The choice.</returns>
    public static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentException.ThrowIfNullOrEmpty(matchValue);
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(whenFalse);
        return new ReferenceExpression(condition, matchValue, whenTrue, whenFalse);
    }

    /// <summary>Waits until all references are known and returns the text.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The text, or null for the expression without parts.</returns>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Waits until all references are known and returns the text as the asking resource sees it.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The text, or null for the expression without parts.</returns>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Condition is not null)
        {
            var decider = await Condition.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            var chosen = string.Equals(decider, MatchValue, StringComparison.OrdinalIgnoreCase) ? WhenTrue! : WhenFalse!;
            return await chosen.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }

        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var value = await ValueProviders[index].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            values[index] = ExpressionText.Apply(StringFormats[index], value);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }
}
