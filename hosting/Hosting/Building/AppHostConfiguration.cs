using System.Reflection;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Building;

/// <summary>Completes the configuration of a host to that of an AppHost.</summary>
internal static class AppHostConfiguration
{
    internal const string OperationKey = "AppHost:Operation";
    internal const string PublisherKey = "Publishing:Publisher";
    private const string Prefix = "ASPIRE_";

    private static readonly Dictionary<string, string> s_switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = OperationKey,
        ["--publisher"] = PublisherKey,
        ["--output-path"] = "Pipeline:OutputPath",
        ["--step"] = "Pipeline:Step",
        ["--log-level"] = "Pipeline:LogLevel",
    };

    /// <summary>
    /// A model is built once from its settings. Watching them for changes would take file watches, of which a user has few, from each
    /// environment that runs.
    /// </summary>
    internal static void DoNotWatchFiles(HostApplicationBuilderSettings settings)
    {
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection([new("hostBuilder:reloadConfigOnChange", "false")]);
    }

    internal static void Apply(ConfigurationManager configuration, string[] args, AppHostIdentity identity)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        AddUserSecrets(sources, identity.Assembly);
        InsertBefore<CommandLineConfigurationSource>(
            sources, new EnvironmentVariablesConfigurationSource { Prefix = Prefix });
        configuration.AddCommandLine(args, s_switches);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["AppHost:Directory"] = identity.Directory,
            ["AppHost:Path"] = identity.Path,
            ["AppHost:Name"] = identity.Name,
            ["AppHost:Sha256"] = identity.PathHash,
        });
    }

    internal static DistributedApplicationExecutionContextOptions ReadOperation(IConfiguration configuration)
    {
        var publisher = configuration[PublisherKey];
        var requested = configuration[OperationKey] ?? (publisher is null ? nameof(DistributedApplicationOperation.Run) : nameof(DistributedApplicationOperation.Publish));
        if (!Enum.TryParse<DistributedApplicationOperation>(requested, ignoreCase: true, out var operation)
            || !Enum.IsDefined(operation))
        {
            throw new DistributedApplicationException(
                $"The operation '{requested}' ({OperationKey} or --operation) is not known. Use run or publish.");
        }

        return publisher is null
            ? new DistributedApplicationExecutionContextOptions(operation)
            : new DistributedApplicationExecutionContextOptions(operation, publisher);
    }

    /// <summary>
    /// A host reads user secrets in Development alone. Generated passwords are kept there, and one that is not read again would be
    /// replaced while the data that it protects stays.
    /// </summary>
    private static void AddUserSecrets(IList<IConfigurationSource> sources, Assembly? assembly)
    {
        if (assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is not { } attribute)
        {
            return;
        }

        var path = PathHelper.GetSecretsPathFromSecretsId(attribute.UserSecretsId);
        var isThere = sources.OfType<JsonConfigurationSource>().Any(source =>
            source.Path is not null && string.Equals(source.FileProvider?.GetFileInfo(source.Path).PhysicalPath, path, StringComparison.Ordinal));
        if (!isThere)
        {
            var secrets = new JsonConfigurationSource { Path = path, Optional = true };
            secrets.ResolveFileProvider();
            InsertBefore<EnvironmentVariablesConfigurationSource>(sources, secrets);
        }
    }

    // The order of precedence is kept: files, user secrets, environment, command line.
    private static void InsertBefore<TSource>(IList<IConfigurationSource> sources, IConfigurationSource added)
        where TSource : IConfigurationSource
    {
        var last = sources.Select((source, index) => (source, index)).LastOrDefault(entry => entry.source is TSource);
        sources.Insert(last.source is null ? sources.Count : last.index, added);
    }
}
