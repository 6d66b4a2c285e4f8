using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Building;

/// <summary>Marks the resource that shows the application's telemetry.</summary>
internal sealed class DashboardAnnotation(string token) : IResourceAnnotation
{
    /// <summary>The endpoint that takes OTLP over gRPC.</summary>
    internal const string GrpcEndpoint = "otlp";

    /// <summary>The endpoint that takes OTLP over HTTP.</summary>
    internal const string HttpEndpoint = "otlp-http";

    /// <summary>What a browser shows once to log in.</summary>
    internal string Token { get; } = token;

    internal static string? TokenOf(IResource resource) => resource.Annotations.OfType<DashboardAnnotation>().LastOrDefault()?.Token;

    internal static bool IsOn(IResource resource) => resource.Annotations.OfType<DashboardAnnotation>().Any();
}
