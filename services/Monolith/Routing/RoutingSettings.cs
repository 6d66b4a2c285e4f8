using System.Globalization;
using Migration.Monolith.Problems;

namespace Migration.Monolith.Routing;

/// <summary>
/// What a missing flag row starts with. The names are those of the system that is being replaced; once the row exists they
/// change nothing, so that a restart never undoes what an operator has done.
/// </summary>
internal sealed record RoutingSettings(bool Enabled, decimal RolloutPercent, IReadOnlyList<long> CanaryUserIds, string? Endpoint)
{
    private const string UseSetting = "USE_MARKETPLACE_MICROSERVICE";
    private const string PercentSetting = "MARKETPLACE_ROLLOUT_PERCENT";
    private const string CanarySetting = "MARKETPLACE_CANARY_USER_IDS";
    private const string EndpointSetting = "LISTINGS_GRPC_URL";
    private const int MaxCanaries = 10_000;

    public static RoutingSettings Read(IConfiguration configuration)
        => new(ReadUse(configuration[UseSetting]), ReadPercent(configuration[PercentSetting]), ReadCanaries(configuration[CanarySetting]), ReadEndpoint(configuration[EndpointSetting]));

    private static bool ReadUse(string? value)
        => string.IsNullOrWhiteSpace(value) ? false
            : bool.TryParse(value.Trim(), out var use) ? use
            : throw StartupException.BadSetting(UseSetting, value, "set it to true or false.");

    private static decimal ReadPercent(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return 0;
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return decimal.TryParse(value.Trim(), Plain, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100
            && decimal.Round(percent, 3) == percent
                ? percent
                : throw StartupException.BadSetting(PercentSetting, value, "set it to a number from 0 to 100 with at most three decimals.");
    }

    /// <summary>The reference system writes it without a scheme: <c>localhost:50051</c>.</summary>
    private static string? ReadEndpoint(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var address = value.Contains("://", StringComparison.Ordinal) ? value.Trim() : $"http://{value.Trim()}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? address
            : throw StartupException.BadSetting(EndpointSetting, ProblemException.Shorten(value), "set it to an address such as localhost:50051.");
    }

    private static IReadOnlyList<long> ReadCanaries(string? value)
    {
        // Absent means the three users of the reference system; present and empty means none.
        var parts = (value ?? "1,2,3").Split(',', StringSplitOptions.TrimEntries);
        if (parts is [""])
        {
            return [];
        }

        if (parts.Length > MaxCanaries)
        {
            throw BadCanaries(value, $"name at most {MaxCanaries} users; it names {parts.Length}.");
        }

        return [.. parts.Select(part => ReadCanary(part, value)).Distinct().Order()];
    }

    private static long ReadCanary(string part, string? value)
        => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw BadCanaries(value, $"'{ProblemException.Shorten(part)}' is no user id; separate whole numbers above 0 by commas.");

    private static StartupException BadCanaries(string? value, string cure)
        => StartupException.BadSetting(CanarySetting, ProblemException.Shorten(value), cure);
}
