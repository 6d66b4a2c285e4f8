using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Makes resources send their telemetry to where the application says.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Sets the OTLP variables of a resource: where to, how and under which name.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="configuration">The configuration of the AppHost.</param>
    /// <param name="environment">In Development telemetry is sent at once and whole.</param>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment) =>
        Add(resource, configuration, environment, protocol: null);

    /// <summary>Sets the OTLP variables of a resource: where to, how and under which name.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="configuration">The configuration of the AppHost.</param>
    /// <param name="environment">In Development telemetry is sent at once and whole.</param>
    /// <param name="protocol">The protocol that the resource must use.</param>
    public static void AddOtlpEnvironment(
        IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol) =>
        Add(resource, configuration, environment, protocol);

    /// <summary>Makes the resource send its telemetry to where the application says.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => With(builder, protocol: null);

    /// <summary>Makes the resource send its telemetry to where the application says, by a protocol.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="protocol">The protocol that the resource must use.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment => With(builder, protocol);

    private static IResourceBuilder<T> With<T>(IResourceBuilder<T> builder, OtlpProtocol? protocol)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        var application = builder.ApplicationBuilder;
        OtlpVariables.Attach(builder.Resource, new OtlpSource(application.Configuration, application.Environment, application.Resources), protocol);
        return builder;
    }

    private static void Add(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        OtlpVariables.Attach(resource, new OtlpSource(configuration, environment, []), protocol);
    }
}
