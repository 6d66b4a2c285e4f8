using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application and builds it.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>The configuration of the AppHost: its settings files, user secrets, environment and arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the AppHost project; relative paths of resources start here.</summary>
    string AppHostDirectory { get; }

    /// <summary>The assembly of the AppHost; null when it could not be loaded.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>Name and content root of the AppHost and its environment, such as Development.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The services of the AppHost.</summary>
    IServiceCollection Services { get; }

    /// <summary>Subscribes to what happens in the application.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Tells whether the application runs or is published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource to the application.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>A builder to shape the resource.</returns>
    /// <exception cref="DistributedApplicationException">A resource of that name, in any case, is there already.</exception>
    /// <exception cref="ArgumentException">The name breaks the naming rules.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Makes a builder for a resource without adding it to the application.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>A builder to shape the resource.</returns>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Builds the application; call it once.</summary>
    /// <returns>The application, not yet started.</returns>
    DistributedApplication Build();
}
