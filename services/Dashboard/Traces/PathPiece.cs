namespace Migration.Dashboard.Traces;

/// <summary>A stretch of time, in nanoseconds since 1970.</summary>
public sealed record PathPiece(ulong StartUnixNano, ulong EndUnixNano);
