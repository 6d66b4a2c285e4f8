namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>Why the monolith had to answer for the microservice, and how often.</summary>
internal sealed record FallbackCause(string Cause, string Operation, long Count);
