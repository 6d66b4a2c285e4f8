namespace Migration.DataSync.Verification;

/// <param name="Field">As the microservice calls it.</param>
/// <param name="Expected">What the monolith's row comes to by the mapping; for the index, what the microservice has. JSON.</param>
/// <param name="Actual">What the microservice, or the index, has. JSON.</param>
internal sealed record FieldDifference(string Field, string Expected, string Actual);
