namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation to another resource.</summary>
/// <param name="ResourceName">The other resource.</param>
/// <param name="Type">The kind, for example <c>Parent</c>, <c>Reference</c> or <c>WaitFor</c>.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
