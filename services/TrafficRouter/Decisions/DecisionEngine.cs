using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Decisions;

/// <summary>Decides by the newest snapshot of the flags: no lock, no waiting, nothing allocated.</summary>
public sealed class DecisionEngine(FlagSource flags, TimeProvider time)
{
    public RoutingDecision Decide(string flag, in RoutingSubject subject, in RoutingOverride request)
    {
        var snapshot = flags.Current;
        if (snapshot is null || time.GetElapsedTime(snapshot.ConfirmedAt) > FlagSource.Staleness)
        {
            return Unknown(flag, RoutingReason.FlagStoreStale);
        }

        return snapshot.Find(flag) is { } compiled ? compiled.Decide(subject, request) : Unknown(flag, RoutingReason.FlagMissing);
    }

    /// <summary>Whether the flag now forbids the microservice to everybody; a call that is on its way asks before it goes on.</summary>
    public bool IsKilled(string flag)
        => Decide(flag, RoutingSubject.Anonymous, default).Reason
            is RoutingReason.KillSwitch or RoutingReason.FlagStoreStale or RoutingReason.FlagMissing;

    private static RoutingDecision Unknown(string flag, RoutingReason reason)
        => new() { Side = Side.Monolith, Reason = reason, Flag = flag, Bucket = -1, Seed = "" };
}
