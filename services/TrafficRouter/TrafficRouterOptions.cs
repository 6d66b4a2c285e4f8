using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Migration.TrafficRouter;

/// <summary>How a monolith uses the router. The times, the code table and the breaker are not settings: they are the design.</summary>
public sealed class TrafficRouterOptions
{
    /// <summary>The first part of every bucket's salt. Changing it deals all users anew.</summary>
    public string Service { get; set; } = "marketplace";

    /// <summary>The flag that operations go by where they name no other.</summary>
    public string Flag { get; set; } = "marketplace";

    /// <summary>Whether a request may choose its side by header. For staging only.</summary>
    public bool AllowForcedSide { get; set; }

    /// <summary>How often the flags are read although nobody has told of a change.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long reads stay on the side of a write when nobody knows whether the other side has applied it.</summary>
    public TimeSpan ReadYourWritesWindow { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The number of the signed-in user; null for nobody. Unless told otherwise, the numeric claim of the principal.</summary>
    public Func<HttpContext, long?> UserOf { get; set; } = static context =>
        long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
