namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value, and where it will be used.</summary>
public class ValueProviderContext
{
    /// <summary>Whether the application runs or is published; null when not known.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that will use the value; null when none does.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network from which the value will be used; null means the machine's own.</summary>
    public NetworkIdentifier? Network { get; init; }
}
