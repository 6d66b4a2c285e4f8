using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// A builder in the hands of a test: what the AppHost put into it can be changed until it is built. Disposing it, or the application
/// built from it, ends everything that was started.
/// </summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>The configuration of the AppHost; later values win.</summary>
    public new ConfigurationManager Configuration => ((IDistributedApplicationBuilder)this).Configuration;

    /// <summary>The full path of the AppHost's project folder.</summary>
    public new string AppHostDirectory => ((IDistributedApplicationBuilder)this).AppHostDirectory;

    /// <summary>The assembly of the AppHost; null when there is none.</summary>
    public new Assembly? AppHostAssembly => ((IDistributedApplicationBuilder)this).AppHostAssembly;

    /// <summary>The name of the environment, of the application and its content root.</summary>
    public new IHostEnvironment Environment => ((IDistributedApplicationBuilder)this).Environment;

    /// <summary>The services of the application.</summary>
    public new IServiceCollection Services => ((IDistributedApplicationBuilder)this).Services;

    /// <summary>Whether the application is built to run or to be published.</summary>
    public new DistributedApplicationExecutionContext ExecutionContext => ((IDistributedApplicationBuilder)this).ExecutionContext;

    /// <summary>Where to subscribe to what happens in the application.</summary>
    public new IDistributedApplicationEventing Eventing => ((IDistributedApplicationBuilder)this).Eventing;

    /// <summary>The resources; remove or replace any before the application is built.</summary>
    public new IResourceCollection Resources => ((IDistributedApplicationBuilder)this).Resources;

    /// <summary>Adds a resource.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>A builder for it.</returns>
    public new IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => ((IDistributedApplicationBuilder)this).AddResource(resource);

    /// <summary>Makes a builder for a resource that is, or will be, added by other means.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>A builder for it.</returns>
    public new IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => ((IDistributedApplicationBuilder)this).CreateResourceBuilder(resource);

    /// <summary>Builds the application: lets the AppHost's program go on until it has built it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The application, not started yet.</returns>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
