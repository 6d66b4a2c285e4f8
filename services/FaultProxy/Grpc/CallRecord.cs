namespace Migration.FaultProxy.Grpc;

/// <summary>A call as it was on the wire, for whoever wants to prove what arrived.</summary>
/// <param name="Method"><c>package.Service/Method</c>.</param>
/// <param name="At">When its headers came.</param>
/// <param name="DurationMs">Until its end, in milliseconds.</param>
/// <param name="Status">The number of the status that the client got; null where it got none.</param>
/// <param name="Fault">The fault that ended it, or null.</param>
/// <param name="Headers">The client's headers, with no credentials.</param>
internal sealed record CallRecord(
    string Method, DateTimeOffset At, double DurationMs, int? Status, string? Fault, IReadOnlyDictionary<string, string> Headers);
