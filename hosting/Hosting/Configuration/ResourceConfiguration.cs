using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Configuration;

/// <summary>Turns what the model says about environment and command line of a resource into texts.</summary>
internal static class ResourceConfiguration
{
    /// <summary>Waits until every value is known. Variables whose value is null are left out.</summary>
    internal static async Task<Dictionary<string, ResolvedValue>> ResolveEnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var resolved = new Dictionary<string, ResolvedValue>(StringComparer.Ordinal);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            var text = await ResolveAsync(value, resource, executionContext, cancellationToken).ConfigureAwait(false);
            if (text is not null)
            {
                resolved[name] = new ResolvedValue(text, Sensitivity.IsSecret(value));
            }
        }

        return resolved;
    }

    /// <summary>Waits until every value is known. Arguments whose value is null are left out.</summary>
    internal static async Task<List<ResolvedValue>> ResolveArgumentsAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = logger,
        };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        // What the AppHost says replaces what the launch profile says, as it does under a debugger.
        var arguments = context.Args.Count > 0
            ? context.Args
            : [.. resource.Annotations.OfType<LaunchProfileArgumentsAnnotation>().LastOrDefault()?.Arguments ?? []];
        var resolved = new List<ResolvedValue>(arguments.Count);
        foreach (var argument in arguments)
        {
            var text = await ResolveAsync(argument, resource, executionContext, cancellationToken).ConfigureAwait(false);
            if (text is not null)
            {
                resolved.Add(new ResolvedValue(text, Sensitivity.IsSecret(argument)));
            }
        }

        return resolved;
    }

    private static async ValueTask<string?> ResolveAsync(
        object? value, IResource caller, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        switch (value is IResourceBuilder<IResource> builder ? builder.Resource : value)
        {
            case null:
                return null;
            case string text:
                return text;
            case IManifestExpressionProvider expression when executionContext.IsPublishMode:
                return expression.ValueExpression;
            case IValueProvider provider:
                var context = new ValueProviderContext { Caller = caller, ExecutionContext = executionContext };
                return await provider.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
            case IFormattable formattable:
                return formattable.ToString(format: null, CultureInfo.InvariantCulture);
            case bool truth:
                return truth ? "true" : "false";
            case var other:
                return other.ToString();
        }
    }
}
