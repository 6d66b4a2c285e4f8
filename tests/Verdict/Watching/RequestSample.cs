namespace Migration.Verdict.Watching;

/// <param name="Milliseconds">From sending to the last byte, or to the failure.</param>
/// <param name="Error">Null for a success; a fallback is none, for here it counts as the microservice's failure, unless the row is in quarantine.</param>
internal sealed record RequestSample(double Milliseconds, string? Error);
