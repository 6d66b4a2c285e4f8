using System.Runtime.InteropServices;

namespace Migration.TrafficRouter.Decisions;

/// <summary>What a single request brings along that bears on where it goes.</summary>
/// <param name="Forced">The side asked for by header; null where none is, and where headers are not obeyed.</param>
/// <param name="Pinned">The side that the user's reads stay on after a write.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoutingOverride(Side? Forced, Side? Pinned);
