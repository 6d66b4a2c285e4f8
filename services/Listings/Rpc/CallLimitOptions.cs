using System.ComponentModel.DataAnnotations;

namespace Migration.Listings.Rpc;

/// <summary>Section <c>Limits</c>: how much the service takes on. 0 lifts a limit.</summary>
internal sealed class CallLimitOptions
{
    public const string Section = "Limits";

    /// <summary>Calls a second from one address. Behind a router that is everybody, so it is generous.</summary>
    [Range(0, 1_000_000)]
    public int PerAddress { get; set; } = 5_000;

    /// <summary>Calls a second of one user, by the token.</summary>
    [Range(0, 1_000_000)]
    public int PerUser { get; set; } = 1_000;

    /// <summary>How many seconds' worth of calls may come at once.</summary>
    [Range(1, 60)]
    public int BurstSeconds { get; set; } = 2;

    /// <summary>Calls under way at once; the next one is refused as overload.</summary>
    [Range(0, 1_000_000)]
    public int Concurrent { get; set; } = 1_000;
}
