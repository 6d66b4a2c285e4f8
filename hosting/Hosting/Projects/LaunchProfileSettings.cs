using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Configuration;

namespace Migration.Hosting.Projects;

/// <summary>Takes a launch profile over: its addresses become endpoints, its variables and arguments those of the process.</summary>
internal static class LaunchProfileSettings
{
    private const string ProfileVariable = "DOTNET_LAUNCH_PROFILE";

    internal static void Apply(IResourceBuilder<ProjectResource> builder, SelectedLaunchProfile selected, bool takeAddresses)
    {
        // A deployment listens where its platform says and has settings of its own.
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        var (name, profile) = selected;
        if (takeAddresses)
        {
            AddEndpoints(builder, profile.ApplicationUrl);
            OpenAt(builder, profile.LaunchUrl);
        }

        if (!string.IsNullOrWhiteSpace(profile.CommandLineArgs))
        {
            builder.WithAnnotation(new LaunchProfileArgumentsAnnotation(CommandLineSplitter.Split(profile.CommandLineArgs)));
        }

        builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd(ProfileVariable, name);
            foreach (var (variable, value) in profile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(variable, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    // The first address of a scheme is named after it, the next ones http2, http3 and so on.
    private static void AddEndpoints(IResourceBuilder<ProjectResource> builder, string? addresses)
    {
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var url in addresses?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = KestrelEndpoints.Parse(url, $"applicationUrl of the launch profile of '{builder.Resource.Name}'");
            var count = counts[address.Scheme] = counts.GetValueOrDefault(address.Scheme) + 1;
            builder.WithEndpoint(count == 1 ? address.Scheme : $"{address.Scheme}{count}", endpoint =>
            {
                endpoint.UriScheme = address.Scheme;
                endpoint.TargetHost = address.Host;
                endpoint.Port = KestrelEndpoints.PortOf(address);
                endpoint.FromLaunchProfile = true;
            });
        }
    }

    private static void OpenAt(IResourceBuilder<ProjectResource> builder, string? launchUrl)
    {
        if (string.IsNullOrEmpty(launchUrl))
        {
            return;
        }

        builder.WithUrls(context =>
        {
            foreach (var link in context.Urls.Where(link => link.Endpoint?.EndpointAnnotation.FromLaunchProfile == true))
            {
                link.Url = Uri.TryCreate(new Uri(link.Url), launchUrl, out var opened) ? opened.ToString() : link.Url;
            }
        });
    }
}
