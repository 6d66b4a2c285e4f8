using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command of a resource and its present state.</summary>
/// <param name="Name">The name by which it is executed.</param>
/// <param name="State">Whether it can be executed now.</param>
/// <param name="DisplayName">The name as people read it.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">A value handed to the command.</param>
/// <param name="ConfirmationMessage">What is asked before it is executed; null to ask nothing.</param>
/// <param name="IconName">The name of its icon.</param>
/// <param name="IconVariant">The variant of its icon.</param>
/// <param name="IsHighlighted">Whether it is shown first.</param>
[DebuggerDisplay(null, Name = "{Name}")]
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>Who sees the command.</summary>
    public ResourceCommandVisibility Visibility { get; init; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;
}
