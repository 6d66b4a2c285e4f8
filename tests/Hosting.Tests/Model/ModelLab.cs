using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Migration.Hosting.Tests.Model;

/// <summary>An AppHost folder of a test's own, with builders for models in it. Nothing is started.</summary>
internal sealed class ModelLab : IDisposable
{
    public ModelLab() => Folder = Directory.CreateTempSubdirectory("model-lab-").FullName;

    public string Folder { get; }

    // What is started in run mode keeps its data here, not where the user's own environments do.
    public IDistributedApplicationBuilder CreateBuilder(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [$"--DataDirectory={Path.Join(Folder, "kept")}", .. args],
            ProjectDirectory = Folder,
        });

    /// <summary>Writes a file below the folder and returns its full path.</summary>
    public string Write(string path, string content)
    {
        var full = Path.Join(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Gives every endpoint of a resource its own port, or one counted up from 20001.</summary>
    public static void Allocate(IResource resource, string? targetPort = null)
    {
        var next = 20001;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port ?? next++, targetPort);
        }
    }

    public static async Task<Dictionary<string, string>> VariablesAsync(IResourceBuilder<IResourceWithEnvironment> builder)
    {
#pragma warning disable CS0618 // The form that AppHost tests are written with.
        return await builder.Resource.GetEnvironmentVariableValuesAsync();
#pragma warning restore CS0618
    }

    public static async Task<string[]> ArgumentsAsync(IResourceBuilder<IResourceWithArgs> builder)
    {
#pragma warning disable CS0618 // The form that AppHost tests are written with.
        return await builder.Resource.GetArgumentValuesAsync();
#pragma warning restore CS0618
    }

    public static Dictionary<string, string> Pairs(params (string Name, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    public static DistributedApplicationModel ModelOf(DistributedApplication application) =>
        application.Services.GetRequiredService<DistributedApplicationModel>();
}
