namespace Aspire.Hosting;

/// <summary>From what an execution context is made.</summary>
public class DistributedApplicationExecutionContextOptions
{
    /// <summary>Options for an operation without publisher.</summary>
    /// <param name="operation">What the application is built for.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>Options for an operation with a publisher.</summary>
    /// <param name="operation">What the application is built for.</param>
    /// <param name="publisherName">The publisher, such as <c>manifest</c>.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName)
    {
        ArgumentNullException.ThrowIfNull(publisherName);
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>What the application is built for.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>The publisher; null when none was named.</summary>
    public string? PublisherName { get; }

    /// <summary>The services of the application, once it is built.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>The services of the application, once it is built.</summary>
    [Obsolete("Use Services instead.")]
    public IServiceProvider? ServiceProvider
    {
        get => Services;
        set => Services = value;
    }
}
