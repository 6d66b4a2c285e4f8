namespace Migration.FaultProxy.Connections;

/// <summary>What arrived at once: bytes in a rented array, or the end of the stream, which has no bytes.</summary>
/// <param name="Number">Counts the chunks of a link.</param>
/// <param name="Array">Rented; empty for the end.</param>
/// <param name="Length">Bytes used of the array.</param>
/// <param name="ArrivedAt">Since the connection's begin.</param>
/// <param name="Ending">How the sender ended; null where there are bytes.</param>
internal readonly record struct Chunk(long Number, byte[] Array, int Length, TimeSpan ArrivedAt, LinkEnding? Ending);
