namespace Migration.FaultProxy.Connections;

/// <summary>How one direction of a connection ended.</summary>
internal enum LinkEnding
{
    /// <summary>The sender has finished and the receiver was told so; the other direction goes on.</summary>
    Finished,

    /// <summary>Both sockets are to be closed.</summary>
    Close,

    /// <summary>Both sockets are to be reset.</summary>
    Reset,
}
