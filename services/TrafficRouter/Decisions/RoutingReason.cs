namespace Migration.TrafficRouter.Decisions;

/// <summary>Why a request goes where it goes, in the order in which the reasons are asked.</summary>
public enum RoutingReason
{
    /// <summary>What is known of the flag is too old, or nothing is known yet.</summary>
    FlagStoreStale,

    /// <summary>There is no such flag.</summary>
    FlagMissing,
    KillSwitch,
    DenyList,

    /// <summary>The user has just written on this side, and the other has not applied it yet.</summary>
    ReadYourWrites,
    CanaryUser,
    ForcedHeader,
    Percentage,
    Experiment,
    DefaultMonolith,

    /// <summary>The microservice's contract has no field for something that the request sets.</summary>
    OutsideContract,

    /// <summary>The write's idempotency key was used on this side before.</summary>
    KeyClaimed,
}
