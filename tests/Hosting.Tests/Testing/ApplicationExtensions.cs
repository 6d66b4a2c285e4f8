using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.Hosting.Tests.Testing;

internal static class ApplicationExtensions
{
    /// <summary>The names of an application's resources.</summary>
    public static IEnumerable<string> Resources(this DistributedApplication app) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Select(resource => resource.Name);
}
