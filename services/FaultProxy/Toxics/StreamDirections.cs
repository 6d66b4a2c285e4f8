using System.Diagnostics.CodeAnalysis;

namespace Migration.FaultProxy.Toxics;

/// <summary>The two directions as the API writes them.</summary>
internal static class StreamDirections
{
    public const string Upstream = "upstream";
    public const string Downstream = "downstream";

    public static string ToText(StreamDirection direction) => direction == StreamDirection.Upstream ? Upstream : Downstream;

    /// <summary>Empty means downstream: most faults are wanted in the answer.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StreamDirection? direction)
    {
        direction = text switch
        {
            _ when string.IsNullOrEmpty(text) || string.Equals(text, Downstream, StringComparison.OrdinalIgnoreCase) => StreamDirection.Downstream,
            _ when string.Equals(text, Upstream, StringComparison.OrdinalIgnoreCase) => StreamDirection.Upstream,
            _ => null,
        };
        return direction is not null;
    }
}
