using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Migration.Hosting.Runtime.Ports;

/// <summary>
/// The ports that somebody insists on: <c>Ports:{resource}:{endpoint}</c>, or <c>Ports:{resource}</c> for its first endpoint.
/// </summary>
internal sealed class PortSettings(IConfiguration configuration)
{
    private const string Section = Settings.RuntimeSettings.PortsKey;

    /// <summary>The setting that applies to an endpoint; null when there is none.</summary>
    /// <exception cref="DistributedApplicationException">The setting's value is no port.</exception>
    public (string Key, int Port)? Find(IResource resource, EndpointAnnotation endpoint)
    {
        var own = $"{Section}:{resource.Name}:{endpoint.Name}";
        var first = resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault();
        return Read(own) ?? (ReferenceEquals(first, endpoint) ? Read($"{Section}:{resource.Name}") : null);
    }

    /// <exception cref="DistributedApplicationException">A setting names a resource or endpoint that is not there.</exception>
    public void ThrowIfUnknown(IReadOnlyCollection<IResource> resources)
    {
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            var resource = resources.FirstOrDefault(known => Same(known.Name, section.Key))
                ?? throw new DistributedApplicationException(
                    $"The setting {section.Path} names no resource. Resources with endpoints are: {Join(resources.Where(HasEndpoints).Select(known => known.Name))}.");
            var endpoints = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name).ToArray();
            var wrong = section.GetChildren().FirstOrDefault(child => !endpoints.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
            if (wrong is not null || endpoints.Length == 0)
            {
                throw new DistributedApplicationException(
                    $"The setting {wrong?.Path ?? section.Path} names no endpoint. Endpoints of '{resource.Name}' are: {Join(endpoints)}.");
            }
        }
    }

    private (string Key, int Port)? Read(string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? (key, port)
            : throw new DistributedApplicationException($"The setting {key} is '{text}', which is no TCP port. Give a number from 1 to 65535.");
    }

    private static bool HasEndpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>().Any();

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Join(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";
}
