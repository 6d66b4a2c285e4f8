using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One fact about a resource.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Value">Its value: text, number, or a list of texts.</param>
[DebuggerDisplay("{Value}", Name = "{Name}")]
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the value is shown only on demand.</summary>
    public bool IsSensitive { get; init; }
}
