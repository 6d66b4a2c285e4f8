using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state of a resource.</summary>
/// <param name="Text">The state, usually one of <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How to show it, one of <see cref="KnownResourceStateStyles"/>; null for the state's default.</param>
[DebuggerDisplay("{Text}")]
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style; null stays null.</summary>
    /// <param name="s">The text of the state.</param>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, Style: null);
}
