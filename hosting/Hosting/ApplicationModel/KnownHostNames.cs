namespace Aspire.Hosting.ApplicationModel;

/// <summary>Host names with a meaning of their own.</summary>
public static class KnownHostNames
{
    /// <summary>This machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>This machine as seen from inside a container of Docker Desktop.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";

    /// <summary>This machine as seen from inside a container through a tunnel.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";
}
