using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Migration.Hosting.Building;

/// <summary>Keeps a generated value in the AppHost's user secrets, so that the next run finds it in the configuration.</summary>
internal sealed class PersistedParameterDefault(
    IConfiguration configuration, string name, ParameterDefault inner, UserSecretsStore store) : ParameterDefault
{
    /// <summary>Wraps a default where its value can be kept: in run mode, when the AppHost has user secrets.</summary>
    internal static ParameterDefault Wrap(IDistributedApplicationBuilder builder, string name, ParameterDefault inner)
    {
        var secretsId = builder.AppHostAssembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId;
        return builder.ExecutionContext.IsRunMode && secretsId is not null
            ? new PersistedParameterDefault(builder.Configuration, name, inner, UserSecretsStore.Of(secretsId))
            : inner;
    }

    // A throw-away environment must leave nothing behind.
    public override string GetDefaultValue() => configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false)
        ? inner.GetDefaultValue()
        : store.GetOrAdd($"Parameters:{name}", inner.GetDefaultValue);

    public override void WriteToManifest(ManifestPublishingContext context) => inner.WriteToManifest(context);
}
