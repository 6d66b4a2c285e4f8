namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is given command line arguments when it starts.</summary>
public interface IResourceWithArgs : IResource
{
}
