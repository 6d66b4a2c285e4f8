using Microsoft.Extensions.Configuration;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The settings in configuration section <c>Postgres</c>.</summary>
internal sealed record NativeSettings
{
    public const string BinDirectoryKey = "Postgres:BinDirectory";
    public const string DiscoveryKey = "Postgres:Discovery";
    public const string DurableKey = "Postgres:Durable";
    public const string CacheDirectoryKey = "Postgres:CacheDirectory";

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c>; null lets the discovery look for one.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Where to look when <see cref="BinDirectory"/> is null.</summary>
    public DiscoveryMode Discovery { get; init; }

    /// <summary>True keeps every server durable, also in a throw-away environment; false and null leave the choice to the engine.</summary>
    public bool Durable { get; init; }

    /// <summary>Where fetched programs and template clusters are kept; null means the environment's cache folder.</summary>
    public string? CacheDirectory { get; init; }

    /// <exception cref="PostgresStartException">A value is not among the allowed ones.</exception>
    public static NativeSettings Read(IConfiguration configuration) => new()
    {
        BinDirectory = NotBlank(configuration[BinDirectoryKey]),
        CacheDirectory = ReadCacheDirectory(configuration[CacheDirectoryKey]),
        Discovery = ReadDiscovery(configuration[DiscoveryKey]),
        Durable = ReadDurable(configuration[DurableKey]),
    };

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string? ReadCacheDirectory(string? value) => NotBlank(value) is not { } path || Path.IsPathFullyQualified(path)
        ? NotBlank(value)
        : throw new PostgresStartException($"The setting {CacheDirectoryKey} is '{value}'.", "Set it to an absolute path, or remove it.");

    private static DiscoveryMode ReadDiscovery(string? value) => NotBlank(value)?.ToUpperInvariant() switch
    {
        null or "AUTO" => DiscoveryMode.Auto,
        "INSTALLED" => DiscoveryMode.Installed,
        "PACKAGE" => DiscoveryMode.Package,
        _ => throw new PostgresStartException(
            $"The setting {DiscoveryKey} is '{value}'.",
            "Set it to 'auto' (an installed PostgreSQL, else the npm package), 'installed' or 'package', or remove it."),
    };

    private static bool ReadDurable(string? value) => NotBlank(value)?.ToUpperInvariant() switch
    {
        null or "FALSE" => false,
        "TRUE" => true,
        _ => throw new PostgresStartException(
            $"The setting {DurableKey} is '{value}'.", "Set it to 'true' or 'false', or remove it."),
    };
}
