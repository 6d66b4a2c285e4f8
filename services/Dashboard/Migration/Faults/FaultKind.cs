namespace Migration.Dashboard.Migrating.Faults;

/// <summary>What can be switched on from the page.</summary>
internal enum FaultKind
{
    /// <summary>What comes back comes later.</summary>
    Latency,

    /// <summary>Connections are reset.</summary>
    Reset,

    /// <summary>Connections are refused.</summary>
    Down,

    /// <summary>Every call is answered UNAVAILABLE, and the server hears nothing of it.</summary>
    GrpcUnavailable,

    /// <summary>Every call reaches the server later.</summary>
    GrpcDelay,

    /// <summary>No answer comes.</summary>
    GrpcStall,
}
