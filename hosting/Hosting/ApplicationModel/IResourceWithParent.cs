namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that lives inside another one, as a database does in its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource that this one lives in; waiting for the child also waits for it.</summary>
    IResource Parent { get; }
}
