using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Decisions;

/// <summary>Decides by the newest snapshot of the flags: no lock, no waiting, nothing allocated.</summary>
public sealed class DecisionEngine(FlagSource flags, TimeProvider time)
{
    public RoutingDecision Decide(string flag, in RoutingSubject subject, in RoutingOverride request)
        => Decide(flag, subject, request, time.GetTimestamp(), out _);

    /// <param name="flag">The flag to decide by.</param>
    /// <param name="subject">Who asks.</param>
    /// <param name="request">What is wished for.</param>
    /// <param name="now">The clock's timestamp; a caller that has just read it need not again.</param>
    /// <param name="compiled">The flag as it was decided by, or as it was last known where it is too old for that; null where there is none.</param>
    internal RoutingDecision Decide(string flag, in RoutingSubject subject, in RoutingOverride request, long now, out CompiledFlag? compiled)
    {
        var snapshot = flags.Current;
        compiled = snapshot?.Find(flag);
        if (snapshot is null || time.GetElapsedTime(snapshot.ConfirmedAt, now) > FlagSource.Staleness)
        {
            return Unknown(flag, RoutingReason.FlagStoreStale);
        }

        return compiled is not null ? compiled.Decide(subject, request) : Unknown(flag, RoutingReason.FlagMissing);
    }

    /// <summary>Whether the flag now forbids the microservice to everybody; a call that is on its way asks before it goes on.</summary>
    public bool IsKilled(string flag)
        => Decide(flag, RoutingSubject.Anonymous, default).Reason
            is RoutingReason.KillSwitch or RoutingReason.FlagStoreStale or RoutingReason.FlagMissing;

    private static RoutingDecision Unknown(string flag, RoutingReason reason)
        => new() { Side = Side.Monolith, Reason = reason, Flag = flag, Bucket = -1, Seed = "" };
}
