using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Building;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application and builds it.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _hostBuilder;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly DistributedApplicationEventing _eventing = new();
    private readonly AppHostIdentity _identity;
    private bool _built;

    /// <summary>Makes a builder.</summary>
    /// <param name="args">The command line of the AppHost; it overrides every other source of configuration.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) })
    {
    }

    /// <summary>Makes a builder.</summary>
    /// <param name="options">Command line, assembly and folder of the AppHost, and whether there is a dashboard.</param>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        BuilderEvents.Constructing(options, settings);
        _identity = AppHostIdentity.Find(options);
        settings.ContentRootPath ??= _identity.Directory;
        settings.ApplicationName ??= _identity.Name;
        AppHostConfiguration.DoNotWatchFiles(settings);
        _hostBuilder = new HostApplicationBuilder(settings);
        AppHostConfiguration.Apply(_hostBuilder.Configuration, settings.Args ?? [], _identity);
        _executionContextOptions = AppHostConfiguration.ReadOperation(_hostBuilder.Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);
        AppHostServices.Add(_hostBuilder, this, options, _identity);
        BuilderEvents.Constructed(this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _hostBuilder.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory => _identity.Directory;

    /// <summary>The path of the AppHost: its folder and its name.</summary>
    public string AppHostPath => _identity.Path;

    /// <inheritdoc/>
    public Assembly? AppHostAssembly => _identity.Assembly;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _hostBuilder.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _hostBuilder.Services;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing => _eventing;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ModelName.Validate("Resource", resource.Name);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has been built already. Call Build() once for each builder.");
        }

        _built = true;
        BuilderEvents.Building(this);
        var application = new DistributedApplication(_hostBuilder.Build());
        _executionContextOptions.Services = application.Services;
        _eventing.Logger = application.Services.GetRequiredService<ILogger<DistributedApplicationEventing>>();
        BuilderEvents.Built(application);
        return application;
    }
}
