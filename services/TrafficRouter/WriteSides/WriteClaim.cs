using System.Runtime.InteropServices;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.WriteSides;

/// <summary>The side on which a write runs.</summary>
/// <param name="Side">The side.</param>
/// <param name="IsNew">False for a repeat: an earlier request may have done the write already.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WriteClaim(Side Side, bool IsNew);
