namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens in the application.</summary>
public interface IDistributedApplicationEvent
{
}
