using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Building;

namespace Migration.Hosting.Testing;

/// <summary>A builder for an application that a test puts together itself.</summary>
internal sealed class AdHocBuilder : IDistributedApplicationTestingBuilder
{
    private readonly DistributedApplicationBuilder _builder;
    private AdHocApplication? _application;

    private AdHocBuilder(DistributedApplicationBuilder builder) => _builder = builder;

    public ConfigurationManager Configuration => _builder.Configuration;

    public string AppHostDirectory => _builder.AppHostDirectory;

    public Assembly? AppHostAssembly => _builder.AppHostAssembly;

    public IHostEnvironment Environment => _builder.Environment;

    public IServiceCollection Services => _builder.Services;

    public DistributedApplicationExecutionContext ExecutionContext => _builder.ExecutionContext;

    public IDistributedApplicationEventing Eventing => _builder.Eventing;

    public IResourceCollection Resources => _builder.Resources;

    public static AdHocBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        var assembly = Assembly.GetEntryAssembly() ?? typeof(AdHocBuilder).Assembly;
        using var observer = BuilderObserver.Observe((name, payload) =>
        {
            if (name is BuilderEvents.ConstructingName
                && payload is (DistributedApplicationOptions options, HostApplicationBuilderSettings settings))
            {
                TestDefaults.Apply(options, settings, args, assembly, configure);
            }
        });
        var builder = new DistributedApplicationBuilder(args);
        TestHttpClients.AddTo(builder);
        return new AdHocBuilder(builder);
    }

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => _builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => _builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => _application = new AdHocApplication(_builder.Build());

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Build());
    }

    public void Dispose() => _application?.Dispose();

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;
}
