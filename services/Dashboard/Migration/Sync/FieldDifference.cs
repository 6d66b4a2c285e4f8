namespace Migration.Dashboard.Migrating.Sync;

/// <param name="Field">As the microservice calls it.</param>
/// <param name="Expected">What the monolith's row comes to; for the index, what the microservice has. JSON.</param>
/// <param name="Actual">What is there. JSON.</param>
public sealed record FieldDifference(string Field, string Expected, string Actual);
