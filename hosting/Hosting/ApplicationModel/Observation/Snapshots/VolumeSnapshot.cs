using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A mounted folder.</summary>
/// <param name="Source">The volume or folder outside, null for an anonymous volume.</param>
/// <param name="Target">The path inside.</param>
/// <param name="MountType"><c>bind</c> or <c>volume</c>.</param>
/// <param name="IsReadOnly">Whether the resource may not write to it.</param>
[DebuggerDisplay("{Source}", Name = "{Target}")]
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);
