using System.Reflection;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>Makes an AppHost's builder one for tests: what nothing else has set gets a value that suits them.</summary>
internal static class TestDefaults
{
    private static readonly Dictionary<string, string> s_values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DcpPublisher:ContainerRuntimeInitializationTimeout"] = "00:00:30",
        ["DcpPublisher:RandomizePorts"] = "true",
        ["DcpPublisher:WaitForResourceCleanup"] = "true",
        ["ASPNETCORE_URLS"] = "http://localhost:8080",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };

    /// <summary>Names of settings that may have been given in an older form.</summary>
    private static readonly Dictionary<string, string> s_olderNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL",
    };

    /// <summary>Fills in everything that concerns the builder itself.</summary>
    /// <param name="options">The options of the builder.</param>
    /// <param name="settings">Those of the host below it.</param>
    /// <param name="args">The command line that the test gives.</param>
    /// <param name="assembly">The assembly of the AppHost, or of the test that has none.</param>
    /// <param name="configure">The test's own changes: they come after the defaults and before the launch profile.</param>
    public static void Apply(
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        string[] args,
        Assembly assembly,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        settings.Args = WithArguments(settings.Args, args);
        options.Args = settings.Args;
        settings.ApplicationName = assembly.GetName().Name;
        options.AssemblyName = assembly.GetName().Name;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;

        var projectDirectory = EntryPoint.FindProjectDirectory(assembly);
        if (Directory.Exists(projectDirectory))
        {
            settings.ContentRootPath = projectDirectory;
        }

        SetDefaults(settings, s_values);
        configure(options, settings);
        KeepWhatWasSet(settings.Configuration);
        if (projectDirectory is not null)
        {
            ApplyLaunchProfile(settings, projectDirectory);
        }
    }

    /// <summary>A value that was set rather than added would be forgotten as soon as a source is put between the others.</summary>
    private static void KeepWhatWasSet(ConfigurationManager? configuration) =>
        configuration?.AddInMemoryCollection([.. configuration.AsEnumerable().Where(pair => pair.Value is not null)]);

    /// <summary>A program mostly hands its command line on to the builder, but it need not.</summary>
    private static string[] WithArguments(string[]? existing, string[] args) =>
        existing is null ? args : existing.AsSpan().EndsWith(args) ? existing : [.. existing, .. args];

    private static void ApplyLaunchProfile(HostApplicationBuilderSettings settings, string projectDirectory)
    {
        var values = AppHostLaunchProfile.Read(projectDirectory, Given(settings)["DOTNET_LAUNCH_PROFILE"]);
        var added = SetDefaults(settings, values);

        // As arguments too: variables of the test's own process, such as DOTNET_ENVIRONMENT, are not meant for the AppHost.
        settings.Args = [.. settings.Args ?? [], .. added.Select(pair => $"--{pair.Key}={pair.Value}")];
    }

    private static Dictionary<string, string?> SetDefaults(HostApplicationBuilderSettings settings, IReadOnlyDictionary<string, string> values)
    {
        var given = Given(settings);
        var missing = values.Where(pair => given[pair.Key] is null && given[s_olderNames.GetValueOrDefault(pair.Key, pair.Key)] is null)
            .ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.OrdinalIgnoreCase);
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(missing);
        return missing;
    }

    /// <summary>What the test or the program has set: by arguments, or in the configuration that the builder starts from.</summary>
    private static ConfigurationManager Given(HostApplicationBuilderSettings settings)
    {
        var given = new ConfigurationManager();
        given.AddCommandLine(settings.Args ?? []);
        if (settings.Configuration is not null)
        {
            given.AddConfiguration(settings.Configuration);
        }

        return given;
    }
}
