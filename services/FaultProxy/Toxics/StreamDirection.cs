namespace Migration.FaultProxy.Toxics;

/// <summary>Which way bytes go: from the client to the server, or back.</summary>
internal enum StreamDirection
{
    Upstream,
    Downstream,
}
