namespace Migration.TrafficRouter.Decisions;

/// <summary>The words for the reasons, as headers, tags and logs write them.</summary>
public static class RoutingReasonNames
{
    public const string Default = "default_monolith";

    public static string ToWord(this RoutingReason reason) => reason switch
    {
        RoutingReason.FlagStoreStale => "flag_store_stale",
        RoutingReason.FlagMissing => "flag_missing",
        RoutingReason.KillSwitch => "kill_switch",
        RoutingReason.DenyList => "deny_list",
        RoutingReason.ReadYourWrites => "read_your_writes",
        RoutingReason.CanaryUser => "canary_user",
        RoutingReason.ForcedHeader => "forced_header",
        RoutingReason.Percentage => "percentage",
        RoutingReason.Experiment => "experiment",
        RoutingReason.OutsideContract => "outside_contract",
        RoutingReason.KeyClaimed => "key_claimed",
        _ => Default,
    };
}
