using System.Collections.Frozen;

namespace Migration.FaultProxy.Grpc;

/// <summary>The types of faults by their names on the wire.</summary>
internal static class GrpcFaultTypes
{
    private static readonly FrozenDictionary<string, Type> Attributes = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["status"] = typeof(StatusAttributes),
        ["delay"] = typeof(DelayAttributes),
        ["half_close"] = typeof(HalfCloseAttributes),
        ["stall"] = typeof(StallAttributes),
        ["reset"] = typeof(ResetAttributes),
    }.ToFrozenDictionary();

    public static IEnumerable<string> All => Attributes.Keys.Order(StringComparer.Ordinal);

    /// <summary>The type's attributes, or null if there is no such type.</summary>
    public static Type? AttributesOf(string? type) => type is null ? null : Attributes.GetValueOrDefault(type);
}
