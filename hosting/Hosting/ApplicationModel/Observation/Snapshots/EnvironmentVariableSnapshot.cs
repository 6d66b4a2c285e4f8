using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable of a resource.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value, null when it could not be resolved.</param>
/// <param name="IsFromSpec">Whether the application model set it, against having been inherited.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec)
{
    /// <summary>Whether the model put a secret into it.</summary>
    internal bool IsSensitive { get; init; }
}
