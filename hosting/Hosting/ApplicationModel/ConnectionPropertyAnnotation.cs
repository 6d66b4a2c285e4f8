namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection property added to those that the resource offers itself.</summary>
/// <param name="name">The name, such as <c>Host</c>; one of the resource's own of that name is replaced.</param>
/// <param name="referenceExpression">The value.</param>
public sealed class ConnectionPropertyAnnotation(string name, ReferenceExpression referenceExpression) : IResourceAnnotation
{
    /// <summary>The name of the property.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The value of the property.</summary>
    public ReferenceExpression Value { get; } = referenceExpression ?? throw new ArgumentNullException(nameof(referenceExpression));
}
