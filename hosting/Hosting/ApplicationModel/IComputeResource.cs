namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs code and can be deployed.</summary>
public interface IComputeResource : IResource
{
}
