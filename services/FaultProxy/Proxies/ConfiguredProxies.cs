using Migration.FaultProxy.Api;

namespace Migration.FaultProxy.Proxies;

/// <summary>Opens the proxies of the settings before anything else listens.</summary>
internal sealed class ConfiguredProxies(IConfiguration configuration, ProxyCollection proxies) : IHostedService
{
    public const string Section = "Proxies";

    /// <exception cref="ProxySettingsException">One cannot be; none is open then.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var definitions = configuration.GetSection(Section).GetChildren().Select(Read).ToList();
        try
        {
            await proxies.PopulateAsync(definitions, cancellationToken);
        }
        catch (ApiException failure)
        {
            throw new ProxySettingsException($"A proxy of the section {Section} cannot be opened: {failure.Message}.", failure);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ProxyDefinition Read(IConfigurationSection section)
    {
        var settings = Bind(section);
        if (string.IsNullOrWhiteSpace(settings.Upstream))
        {
            throw new ProxySettingsException($"{section.Path}:Upstream is not set: give the HOST:PORT of the server behind this proxy.");
        }

        var definition = new ProxyDefinition(section.Key, settings.Listen ?? string.Empty, settings.Upstream, settings.Enabled, settings.Protocol);
        try
        {
            _ = (definition.ListenEndPoint, definition.UpstreamEndPoint);
            return definition;
        }
        catch (FormatException failure)
        {
            throw new ProxySettingsException($"{section.Path} has an address that is none: {failure.Message}.", failure);
        }
    }

    private static ProxySettings Bind(IConfigurationSection section)
    {
        try
        {
            return section.Get<ProxySettings>() ?? new ProxySettings();
        }
        catch (InvalidOperationException failure)
        {
            throw new ProxySettingsException($"{section.Path} cannot be read: {failure.Message}", failure);
        }
    }
}
