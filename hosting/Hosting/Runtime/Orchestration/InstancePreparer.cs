using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Migration.Hosting.Configuration;
using Migration.Hosting.ResourceService;
using Migration.Hosting.Runtime.Observation;
using Migration.Hosting.Runtime.Paths;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.Runtime.Orchestration;

/// <summary>Settles environment and arguments of an instance and asks its launcher how to start it.</summary>
internal sealed class InstancePreparer(
    LauncherRegistry launchers,
    DistributedApplicationExecutionContext execution,
    EnvironmentPaths paths,
    IProcessRunner processes,
    IServiceProvider services)
{
    /// <summary>The property of a running resource that says which program it is.</summary>
    public const string ProgramProperty = "executable.path";

    public async Task<InstanceLaunch> PrepareAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        var variables = await ResourceConfiguration.ResolveEnvironmentAsync(resource, execution, instance.Logger, cancellationToken);
        var arguments = await ResourceConfiguration.ResolveArgumentsAsync(resource, execution, instance.Logger, cancellationToken);
        foreach (var (name, value) in services.GetRequiredService<ResourceServiceHost>().GetVariables(resource))
        {
            variables.TryAdd(name, value);
        }

        var environment = variables.ToDictionary(entry => entry.Key, entry => Fill(entry.Value.Text, instance), StringComparer.Ordinal);
        var launch = await launchers.Find(resource)!.PrepareAsync(new ResourceLaunchContext
        {
            Resource = resource,
            InstanceId = instance.Id,
            Environment = environment,
            Arguments = [.. arguments.Select(argument => Fill(argument.Text, instance))],
            Logger = instance.Logger,
            Paths = paths,
            Processes = processes,
            Services = services,
            CancellationToken = cancellationToken,
        });

        // What the launcher says of a variable counts more than the model: it knows what it starts.
        var all = environment.ToDictionary(entry => entry.Key, string? (entry) => entry.Value, StringComparer.Ordinal);
        foreach (var (name, value) in launch.Environment)
        {
            all[name] = value;
        }

        var secrets = arguments.Where(argument => argument.IsSensitive).Select(argument => Fill(argument.Text, instance)).ToHashSet(StringComparer.Ordinal);
        return new InstanceLaunch(
            launch with { Environment = all },
            Show(all, variables),
            [.. launch.Arguments.Select(argument => new ArgumentSnapshot(argument, secrets.Contains(argument)))],
            Describe(resource, launch));
    }

    /// <summary>Builds the instance's project anew.</summary>
    /// <exception cref="ResourceStartException">The build failed.</exception>
    public Task RebuildAsync(ResourceInstance instance, CancellationToken cancellationToken) => ProjectBuild.BuildAsync(
        instance.Resource.Name,
        instance.Resource.Annotations.OfType<IProjectMetadata>().Last().ProjectPath,
        processes,
        instance.Logger,
        cancellationToken);

    private static string Fill(string text, ResourceInstance instance)
    {
        if (!text.Contains("{{migration:", StringComparison.Ordinal))
        {
            return text;
        }

        text = text.Replace(InstanceTokens.InstanceSuffix, instance.Suffix, StringComparison.Ordinal);
        foreach (var endpoint in instance.Ports)
        {
            var port = endpoint.TargetPorts[Math.Min(instance.Index, endpoint.TargetPorts.Count - 1)];
            text = text.Replace(InstanceTokens.TargetPort(endpoint.EndpointName), port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }

    private static ImmutableArray<EnvironmentVariableSnapshot> Show(
        Dictionary<string, string?> all, Dictionary<string, ResolvedValue> fromModel) =>
        [.. all.Where(entry => entry.Value is not null)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new EnvironmentVariableSnapshot(entry.Key, entry.Value, fromModel.ContainsKey(entry.Key))
            {
                IsSensitive = fromModel.TryGetValue(entry.Key, out var known) && known.IsSensitive,
            })];

    private static ImmutableArray<ResourcePropertySnapshot> Describe(IResource resource, ProcessLaunch launch)
    {
        var properties = ImmutableArray.CreateBuilder<ResourcePropertySnapshot>();
        properties.Add(new ResourcePropertySnapshot(ProgramProperty, launch.FileName));
        properties.Add(new ResourcePropertySnapshot("executable.workDir", launch.WorkingDirectory));
        properties.Add(new ResourcePropertySnapshot("executable.args", launch.Arguments.ToImmutableArray()) { IsSensitive = true });
        if (resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() is { } project)
        {
            properties.Add(new ResourcePropertySnapshot("project.path", project.ProjectPath));
        }

        return properties.ToImmutable();
    }
}
