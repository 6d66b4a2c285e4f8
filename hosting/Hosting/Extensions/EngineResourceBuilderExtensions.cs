using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Building;
using Migration.Hosting.Runtime.Paths;

namespace Migration.Hosting;

/// <summary>What this engine offers beyond Aspire's API.</summary>
public static class EngineResourceBuilderExtensions
{
    private const string BrowserTokenKey = "AppHost:BrowserToken";
    private const int BrowserTokenDigits = 24;

    /// <summary>
    /// Makes a resource the one that shows the application's telemetry: the others send theirs to its endpoints <c>otlp</c> (gRPC) and
    /// <c>otlp-http</c>. It is left stopped where the application has no dashboard, as in tests. The token that opens it, setting
    /// <c>AppHost:BrowserToken</c> or else made anew at each start, is given to it as <c>Dashboard__BrowserToken</c>, and to the user as
    /// a login link on the console.
    /// </summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> AsDashboard<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var configured = builder.ApplicationBuilder.Configuration[BrowserTokenKey];
        var token = string.IsNullOrWhiteSpace(configured) ? RandomNumberGenerator.GetHexString(BrowserTokenDigits, lowercase: true) : configured;
        return builder
            .WithAnnotation(new DashboardAnnotation(token), ResourceAnnotationMutationBehavior.Replace)
            .WithAnnotation(new EnvironmentCallbackAnnotation("Dashboard__BrowserToken", () => token));
    }

    /// <summary>
    /// Gives a project a folder of its own for what must outlive it. The folder is kept between runs, and thrown away with a test
    /// environment.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="environmentVariableName">The variable that tells the project the full path of the folder.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithDataDirectory(
        this IResourceBuilder<ProjectResource> builder, string environmentVariableName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(environmentVariableName);
        var execution = builder.ApplicationBuilder.ExecutionContext;
        var name = builder.Resource.Name;
        return builder.WithAnnotation(new EnvironmentCallbackAnnotation(environmentVariableName, () =>
        {
            var folder = Path.Join(execution.Services.GetRequiredService<EnvironmentPaths>().DataDirectory, name);
            return Directory.CreateDirectory(folder).FullName;
        }));
    }
}
