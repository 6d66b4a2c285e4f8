namespace Migration.Otlp.Records;

/// <summary>How much of one signal of one service is kept, about how much memory that is, and what was lost.</summary>
/// <param name="Kept">Items that can be asked for.</param>
/// <param name="Bytes">Their estimated memory.</param>
/// <param name="Evicted">Items that had to make room for newer ones.</param>
/// <param name="Rejected">Items that were refused when they came: invalid, or beyond a limit.</param>
public sealed record SignalTotals(int Kept, long Bytes, long Evicted, long Rejected);
