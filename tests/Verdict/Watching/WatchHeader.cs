namespace Migration.Verdict.Watching;

/// <summary>The first line of a journal.</summary>
internal sealed record WatchHeader(string Target, TimeSpan Duration, DateTimeOffset StartedAt);
