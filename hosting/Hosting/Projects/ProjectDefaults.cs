using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Projects;

/// <summary>What every project gets: telemetry, readable logs, and what its launch profile and Kestrel settings say.</summary>
internal static class ProjectDefaults
{
    internal static IResourceBuilder<ProjectResource> Apply(IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        SetTelemetry(builder);
        SetConsoleLog(builder);
        ChooseLaunchProfile(builder, options);
        var project = builder.Resource.GetProjectMetadata();
        var profile = SelectedLaunchProfile.Find(builder.Resource, project);
        var kestrel = options.ExcludeKestrelEndpoints ? [] : KestrelEndpoints.Read(ProjectFiles.ReadSettings(project, EnvironmentName(profile)));
        KestrelEndpoints.Add(builder, kestrel);
        ProjectUrls.Set(builder, hasKestrelEndpoints: kestrel.Count > 0);
        if (profile is not null)
        {
            LaunchProfileSettings.Apply(builder, profile, takeAddresses: kestrel.Count == 0);
        }

        return builder;
    }

    private static void SetTelemetry(IResourceBuilder<ProjectResource> builder)
    {
        builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode && builder.ApplicationBuilder.Environment.IsDevelopment())
        {
            builder.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")
                .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        builder.WithOtlpExporter();
    }

    private static void SetConsoleLog(IResourceBuilder<ProjectResource> builder)
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            builder.WithEnvironment("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")
                .WithEnvironment("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        }
    }

    private static void ChooseLaunchProfile(IResourceBuilder<ProjectResource> builder, ProjectResourceOptions options)
    {
        var configuration = builder.ApplicationBuilder.Configuration;
        if (options.ExcludeLaunchProfile)
        {
            builder.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            builder.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } preferred)
        {
            builder.WithAnnotation(new DefaultLaunchProfileAnnotation(preferred));
        }
    }

    // The environment that the project will find itself in: what its profile says, else what it inherits from the AppHost.
    private static string EnvironmentName(SelectedLaunchProfile? profile)
    {
        string[] variables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];
        return variables.Select(variable => profile?.Profile.EnvironmentVariables.GetValueOrDefault(variable)).FirstOrDefault(value => value is not null)
            ?? variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is not null)
            ?? Environments.Production;
    }
}
