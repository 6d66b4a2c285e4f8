namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is given environment variables when it starts.</summary>
public interface IResourceWithEnvironment : IResource
{
}
