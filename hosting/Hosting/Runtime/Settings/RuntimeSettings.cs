using System.Globalization;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Migration.Hosting.Runtime.Settings;

/// <summary>What the configuration says about running, read and checked once.</summary>
internal sealed class RuntimeSettings
{
    public const string StartTimeoutKey = "StartTimeout";
    public const string OnlyKey = "only";
    public const string PortsKey = "Ports";
    public const string DataDirectoryKey = "DataDirectory";
    public const string RandomizePortsKey = "DcpPublisher:RandomizePorts";
    public const string ResourceServiceKey = "ResourceService";

    private static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(60);

    private DistributedApplicationException? _problem;

    public RuntimeSettings(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        StartTimeout = ReadTime(configuration, StartTimeoutKey) ?? DefaultStartTimeout;
        Only = GivenByName(configuration, OnlyKey)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        DataDirectory = configuration[DataDirectoryKey];
        IsThrowAway = ReadBool(configuration, RandomizePortsKey) ?? false;
        HasResourceService = ReadBool(configuration, ResourceServiceKey) ?? true;
        AppHostDirectory = configuration["AppHost:Directory"] ?? AppContext.BaseDirectory;
        AppHostPath = configuration["AppHost:Path"] ?? AppHostDirectory;
    }

    /// <summary>How long a resource may take from running to healthy. 60 s unless the setting says otherwise.</summary>
    public TimeSpan StartTimeout { get; }

    /// <summary>The names given to <c>--only</c>; empty for everything.</summary>
    public IReadOnlyList<string> Only { get; }

    /// <summary>Overrides where data is kept.</summary>
    public string? DataDirectory { get; }

    /// <summary>Whether this is a test's environment: free ports, nothing kept, nothing shared with another one.</summary>
    public bool IsThrowAway { get; }

    /// <summary>Whether a dashboard is told of the resources. True unless the setting says otherwise.</summary>
    public bool HasResourceService { get; }

    /// <summary>The folder of the AppHost's project, as people know it.</summary>
    public string AppHostDirectory { get; }

    /// <summary>What tells one AppHost from another on this machine: its folder and its name.</summary>
    public string AppHostPath { get; }

    /// <summary>
    /// Reports what the constructor could not use. Not thrown there: a host whose services cannot even be made cannot end in order.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A setting has a value that cannot be used; the message names it.</exception>
    public void ThrowIfInvalid()
    {
        if (_problem is not null)
        {
            throw _problem;
        }
    }

    // A shell's variable of so plain a name means something else.
    private static string? GivenByName(IConfiguration configuration, string key)
        => configuration is not IConfigurationRoot root
            ? configuration[key]
            : root.Providers.Reverse()
                .Where(provider => provider is not EnvironmentVariablesConfigurationProvider)
                .Select(provider => provider.TryGet(key, out var value) ? value : null)
                .FirstOrDefault(value => value is not null);

    private TimeSpan? ReadTime(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        // "90" means seconds; TimeSpan alone would read it as days.
        var time = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
                ? span
                : TimeSpan.Zero;
        if (time > TimeSpan.Zero && time <= TimeSpan.FromDays(1))
        {
            return time;
        }

        _problem ??= new DistributedApplicationException(
            $"The setting {key} is '{text}', which is no time up to a day. Give seconds (90) or hours:minutes:seconds (00:01:30).");
        return null;
    }

    private bool? ReadBool(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        _problem ??= new DistributedApplicationException($"The setting {key} is '{text}'. Give true or false.");
        return null;
    }
}
