using Microsoft.Extensions.Logging.Abstractions;
using Migration.Hosting.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <content>What a process will be given.</content>
public static partial class ResourceExtensions
{
    /// <summary>Makes the environment variables that the resource will be started with; waits until all values are known.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="applicationOperation">Run gives values, publish the placeholders of a manifest.</param>
    /// <returns>The variables by name.</returns>
    [Obsolete("Use ExecutionConfigurationBuilder instead.")]
    public static ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return EnvironmentAsync(resource, applicationOperation);
    }

    /// <summary>Makes the command line that the resource will be started with; waits until all values are known.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="applicationOperation">Run gives values, publish the placeholders of a manifest.</param>
    /// <returns>The arguments, unquoted.</returns>
    [Obsolete("Use ExecutionConfigurationBuilder instead.")]
    public static ValueTask<string[]> GetArgumentValuesAsync(
        this IResourceWithArgs resource, DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ArgumentsAsync(resource, applicationOperation);
    }

    private static async ValueTask<Dictionary<string, string>> EnvironmentAsync(IResource resource, DistributedApplicationOperation operation)
    {
        var variables = await ResourceConfiguration.ResolveEnvironmentAsync(
            resource, new DistributedApplicationExecutionContext(operation), NullLogger.Instance, CancellationToken.None).ConfigureAwait(false);
        return variables.ToDictionary(variable => variable.Key, variable => variable.Value.Text, StringComparer.Ordinal);
    }

    private static async ValueTask<string[]> ArgumentsAsync(IResource resource, DistributedApplicationOperation operation)
    {
        var arguments = await ResourceConfiguration.ResolveArgumentsAsync(
            resource, new DistributedApplicationExecutionContext(operation), NullLogger.Instance, CancellationToken.None).ConfigureAwait(false);
        return [.. arguments.Select(argument => argument.Text)];
    }
}
