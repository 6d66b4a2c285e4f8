using System.Collections.Frozen;

namespace Migration.FaultProxy.Toxics;

/// <summary>The types of toxics by their names on the wire.</summary>
internal static class ToxicTypes
{
    private static readonly FrozenDictionary<string, Type> Attributes = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["latency"] = typeof(LatencyAttributes),
        ["bandwidth"] = typeof(BandwidthAttributes),
        ["slow_close"] = typeof(SlowCloseAttributes),
        ["timeout"] = typeof(TimeoutAttributes),
        ["reset_peer"] = typeof(ResetPeerAttributes),
        ["slicer"] = typeof(SlicerAttributes),
        ["limit_data"] = typeof(LimitDataAttributes),
    }.ToFrozenDictionary();

    public static IEnumerable<string> All => Attributes.Keys.Order(StringComparer.Ordinal);

    /// <summary>The type's attributes, or null if there is no such type.</summary>
    public static Type? AttributesOf(string? type) => type is null ? null : Attributes.GetValueOrDefault(type);
}
