namespace Aspire.Hosting;

/// <summary>Tells whether the application runs or is published.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions _options;

    /// <summary>A context without publisher.</summary>
    /// <param name="operation">What the application is built for.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(new DistributedApplicationExecutionContextOptions(operation))
    {
    }

    /// <summary>A context with a publisher.</summary>
    /// <param name="operation">What the application is built for.</param>
    /// <param name="publisherName">The publisher, such as <c>manifest</c>.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
        : this(new DistributedApplicationExecutionContextOptions(operation, publisherName))
    {
    }

    /// <summary>A context from options.</summary>
    /// <param name="options">The options; their services may be set later.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        PublisherName = options.PublisherName ?? "manifest";
    }

    /// <summary>What the application is built for.</summary>
    public DistributedApplicationOperation Operation => _options.Operation;

    /// <summary>The publisher; <c>manifest</c> unless another was named.</summary>
    public string PublisherName { get; set; }

    /// <summary>The services of the application.</summary>
    /// <exception cref="InvalidOperationException">The application has not been built yet.</exception>
    public IServiceProvider Services => _options.Services
        ?? throw new InvalidOperationException("The services of the application are available once Build() has been called.");

    /// <summary>The services of the application.</summary>
    /// <exception cref="InvalidOperationException">The application has not been built yet.</exception>
    [Obsolete("Use Services instead.")]
    public IServiceProvider ServiceProvider => Services;

    /// <summary>True when deployment artefacts are written.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>True when the resources are started here.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;
}
