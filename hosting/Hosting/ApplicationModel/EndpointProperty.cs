namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint that a value can refer to.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port, such as <c>http://localhost:8080</c>.</summary>
    Url = 0,

    /// <summary>The host name.</summary>
    Host = 1,

    /// <summary>The host as IPv4 address; <c>127.0.0.1</c> for localhost.</summary>
    IPV4Host = 2,

    /// <summary>The public port, in decimal digits.</summary>
    Port = 3,

    /// <summary>The URI scheme.</summary>
    Scheme = 4,

    /// <summary>The port that the process itself listens on, in decimal digits.</summary>
    TargetPort = 5,

    /// <summary>Host and port with a colon between.</summary>
    HostAndPort = 6,

    /// <summary><c>True</c> or <c>False</c>.</summary>
    TlsEnabled = 7,
}
