namespace Migration.FaultProxy.Proxies;

/// <summary>What a proxy understands of what it carries.</summary>
internal enum ProxyProtocol
{
    /// <summary>Bytes.</summary>
    Tcp,

    /// <summary>Bytes, and in them gRPC calls over HTTP/2 without TLS.</summary>
    Grpc,
}
