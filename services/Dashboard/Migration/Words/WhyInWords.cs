using System.Globalization;
using Migration.Dashboard.Migrating.Routing;

namespace Migration.Dashboard.Migrating.Words;

/// <summary>Why a user goes where he goes, in one sentence.</summary>
internal static class WhyInWords
{
    /// <param name="why">The decision.</param>
    /// <param name="flag">The flag at the same version; null where it is not known here.</param>
    public static string Of(Explanation why, RoutingFlag? flag) => why.Reason switch
    {
        "kill_switch" when flag is { IsNotStarted: true } => "because the rollout is not started: until it is, nobody goes to the microservice.",
        "kill_switch" => "because the kill switch is on: it outranks everything.",
        "deny_list" => "because the user is on the deny list.",
        "canary_user" => "because the user is a canary.",
        "percentage" => $"because bucket {Bucket(why)} lies {Within(flag)}.",
        "experiment" => $"because an experiment sends the user there ({why.Variants}).",
        "default_monolith" => $"because nothing sends the user elsewhere: bucket {Bucket(why)} lies {Outside(flag)}.",
        "flag_store_stale" => "because the router does not know the flag's present state.",
        "flag_missing" => "because there is no such flag.",
        var other => $"because of {other}.",
    };

    private static string Bucket(Explanation why) => string.Create(CultureInfo.InvariantCulture, $"{why.Bucket:N0} of 100,000");

    private static string Within(RoutingFlag? flag)
        => flag is null ? "within the percentage" : $"below {Limit(flag)}, which is {Say.Percent(flag.RolloutPercent)}";

    private static string Outside(RoutingFlag? flag)
        => flag is null ? "outside the percentage" : $"at or above {Limit(flag)}, which is {Say.Percent(flag.RolloutPercent)}";

    private static string Limit(RoutingFlag flag) => string.Create(CultureInfo.InvariantCulture, $"{flag.RolloutPercent * 1000:N0}");
}
