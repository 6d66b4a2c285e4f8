using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Commands.</content>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds a command; one of the same name is replaced.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name, unique in the resource.</param>
    /// <param name="displayName">The name that is shown.</param>
    /// <param name="executeCommand">Does the work.</param>
    /// <param name="commandOptions">How the command is shown and when it can be given; null means always.</param>
    /// <returns>The same builder.</returns>
    [OverloadResolutionPriority(1)]
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(executeCommand);
        var options = commandOptions ?? new CommandOptions();
        var replaced = builder.Resource.Annotations.OfType<ResourceCommandAnnotation>()
            .Where(known => string.Equals(known.Name, name, StringComparison.Ordinal)).ToArray();
        foreach (var known in replaced)
        {
            builder.Resource.Annotations.Remove(known);
        }

#pragma warning disable CS0618 // Still carried for those who set it.
        var parameter = options.Parameter;
#pragma warning restore CS0618
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            parameter,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted)
        {
            Visibility = options.Visibility,
        });
    }

    /// <summary>Adds a command; one of the same name is replaced.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name, unique in the resource.</param>
    /// <param name="displayName">The name that is shown.</param>
    /// <param name="executeCommand">Does the work.</param>
    /// <param name="updateState">Decides whether the command can be given now; null means always.</param>
    /// <param name="displayDescription">What the command does.</param>
    /// <param name="parameter">Handed back with the command by those who give it.</param>
    /// <param name="confirmationMessage">A question that the user must confirm first; null asks none.</param>
    /// <param name="iconName">The name of a Fluent UI system icon.</param>
    /// <param name="iconVariant">How the icon is drawn.</param>
    /// <param name="isHighlighted">True shows the command beside the resource instead of in a menu.</param>
    /// <returns>The same builder.</returns>
    [Obsolete("This method is obsolete and will be removed in a future version. Use the overload that accepts a CommandOptions instance instead.")]
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        Func<UpdateCommandStateContext, ResourceCommandState>? updateState = null,
        string? displayDescription = null,
        object? parameter = null,
        string? confirmationMessage = null,
        string? iconName = null,
        IconVariant? iconVariant = null,
        bool isHighlighted = false)
        where T : IResource => builder.WithCommand(name, displayName, executeCommand, new CommandOptions
        {
            UpdateState = updateState,
            Description = displayDescription,
            Parameter = parameter,
            ConfirmationMessage = confirmationMessage,
            IconName = iconName,
            IconVariant = iconVariant,
            IsHighlighted = isHighlighted,
        });
}
