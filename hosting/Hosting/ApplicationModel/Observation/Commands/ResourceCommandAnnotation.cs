using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command of a resource.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Creates a command.</summary>
    /// <param name="name">The name by which it is executed; unique for the resource.</param>
    /// <param name="displayName">The name as people read it.</param>
    /// <param name="updateState">Says whether it can be executed, whenever the resource changes.</param>
    /// <param name="executeCommand">Does the work.</param>
    /// <param name="displayDescription">What it does.</param>
    /// <param name="parameter">A value handed on to clients.</param>
    /// <param name="confirmationMessage">What is asked before it is executed; null to ask nothing.</param>
    /// <param name="iconName">The name of a Fluent UI icon.</param>
    /// <param name="iconVariant">The variant of the icon.</param>
    /// <param name="isHighlighted">Whether it is shown first.</param>
#pragma warning disable S107, CA1054 // The shape of the imitated constructor.
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        object? parameter,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted)
#pragma warning restore S107, CA1054
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        ParameterValue = parameter;
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
    }

    /// <summary>The name by which it is executed.</summary>
    public string Name { get; }

    /// <summary>The name as people read it.</summary>
    public string DisplayName { get; }

    /// <summary>Says whether it can be executed.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Does the work.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What it does.</summary>
    public string? DisplayDescription { get; }

    /// <summary>A value handed on to clients.</summary>
    [Obsolete("Use Arguments to describe invocation arguments and ExecuteCommandContext.Arguments to read them.")]
    public object? Parameter => ParameterValue;

    /// <summary>What is asked before it is executed.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>The name of its icon.</summary>
    public string? IconName { get; }

    /// <summary>The variant of its icon.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>Whether it is shown first.</summary>
    public bool IsHighlighted { get; }

    /// <summary>Who sees it.</summary>
    public ResourceCommandVisibility Visibility { get; internal init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    internal object? ParameterValue { get; }
}
