namespace Aspire.Hosting.ApplicationModel;

/// <summary>Carries a reference whose two sides are known only at run time.</summary>
internal sealed class UntypedReference(IValueProvider value, IManifestExpressionProvider expression) : IExpressionValue, IValueWithReferences
{
    public string ValueExpression => expression.ValueExpression;

    public IEnumerable<object> References => [value];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => value.GetValueAsync(cancellationToken);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        value.GetValueAsync(context, cancellationToken);
}
