using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address of a resource.</summary>
/// <param name="Name">The name of the endpoint it belongs to, null for a free one.</param>
/// <param name="Url">The absolute address.</param>
/// <param name="IsInternal">Whether it is shown in details only.</param>
[DebuggerDisplay("{Url}", Name = "{Name}")]
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether the address does not answer yet.</summary>
    public bool IsInactive { get; init; }

    /// <summary>How the address is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}
