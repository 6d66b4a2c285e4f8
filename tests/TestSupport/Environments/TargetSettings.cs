namespace Migration.TestSupport.Environments;

/// <summary>
/// The section <c>Target</c>: which running environment to use. As environment variables <c>Target__Monolith</c> and so on. None of
/// them set: the suite starts its own.
/// </summary>
public static class TargetSettings
{
    private const string Monolith = "Monolith";
    private const string Listings = "Listings";
    private const string Search = "Search";
    private const string MonolithDatabase = "MonolithDatabase";
    private const string ListingsDatabase = "ListingsDatabase";
    private const string DataSync = "DataSync";
    private const string FaultProxy = "FaultProxy";
    private const string SecondMonolith = "SecondMonolith";
    private const string ThirdMonolith = "ThirdMonolith";
    private const string Telemetry = "Telemetry";
    private const string Control = "Control";
    private const string Started = "Started";
    private const string Allow = "Allow";

    private static readonly string[] Required = [Monolith, Listings, Search, MonolithDatabase, ListingsDatabase];
    private static readonly string[] Optional = [DataSync, FaultProxy, SecondMonolith, ThirdMonolith, Telemetry, Control, Started, Allow];

    /// <summary>Of this process's environment variables.</summary>
    /// <exception cref="TargetException">Half a target, or an address that is none.</exception>
    public static EnvironmentTarget? Read() => Read(name => Environment.GetEnvironmentVariable($"Target__{name}"));

    /// <param name="setting">The value of a setting of the section, null or empty if it is not set.</param>
    /// <exception cref="TargetException">Half a target, or an address that is none.</exception>
    public static EnvironmentTarget? Read(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var given = Required.Concat(Optional).Where(name => !string.IsNullOrWhiteSpace(setting(name))).ToHashSet(StringComparer.Ordinal);
        if (given.Count == 0)
        {
            return null;
        }

        var missing = Required.Where(name => !given.Contains(name)).Select(name => $"Target:{name}").ToList();
        if (missing.Count > 0)
        {
            throw new TargetException($"The target is half given: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing. Give all of an environment's addresses, or none.");
        }

        return new EnvironmentTarget
        {
            Addresses = new EnvironmentAddresses
            {
                Monolith = Address(Monolith, setting)!,
                Listings = Address(Listings, setting)!,
                Search = Address(Search, setting)!,
                MonolithDatabase = setting(MonolithDatabase)!,
                ListingsDatabase = setting(ListingsDatabase)!,
                DataSync = Address(DataSync, setting),
                FaultProxy = Address(FaultProxy, setting),
                SecondMonolith = Address(SecondMonolith, setting),
                ThirdMonolith = Address(ThirdMonolith, setting),
            },
            Telemetry = Address(Telemetry, setting),
            Control = Address(Control, setting),
            IsDeployed = !string.Equals(setting(Started), bool.TrueString, StringComparison.OrdinalIgnoreCase),
            Allowed = setting(Allow)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    /// <summary>The environment variables that hand a target on to a suite.</summary>
    public static IReadOnlyDictionary<string, string> ToVariables(EnvironmentTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [Monolith] = target.Addresses.Monolith.ToString(),
            [Listings] = target.Addresses.Listings.ToString(),
            [Search] = target.Addresses.Search.ToString(),
            [MonolithDatabase] = target.Addresses.MonolithDatabase,
            [ListingsDatabase] = target.Addresses.ListingsDatabase,
            [DataSync] = target.Addresses.DataSync?.ToString(),
            [FaultProxy] = target.Addresses.FaultProxy?.ToString(),
            [SecondMonolith] = target.Addresses.SecondMonolith?.ToString(),
            [ThirdMonolith] = target.Addresses.ThirdMonolith?.ToString(),
            [Telemetry] = target.Telemetry?.ToString(),
            [Control] = target.Control?.ToString(),
            [Started] = target.IsDeployed ? null : bool.TrueString,
            [Allow] = string.Join(',', target.Allowed),
        };
        return settings.Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToDictionary(setting => $"Target__{setting.Key}", setting => setting.Value!, StringComparer.Ordinal);
    }

    private static Uri? Address(string name, Func<string, string?> setting)
        => setting(name) is not { } value || string.IsNullOrWhiteSpace(value) ? null
            : Uri.TryCreate(value.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new TargetException($"Target:{name} is '{value}', which is no address: give one such as http://staging.example:8080.");
}
