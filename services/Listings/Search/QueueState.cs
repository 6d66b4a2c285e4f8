namespace Migration.Listings.Search;

/// <param name="Waiting">Jobs that wait or are under way.</param>
/// <param name="Dead">Jobs that were given up and wait for a replay.</param>
/// <param name="Lag">How long the oldest one has been waiting.</param>
internal sealed record QueueState(long Waiting, long Dead, TimeSpan Lag);
