namespace Migration.Dashboard.Migrating.Sources;

/// <summary>What is known of a source at a moment: the last value that it gave, and why there is none newer.</summary>
/// <param name="Value">The last value; null where there never was one.</param>
/// <param name="At">When that was.</param>
/// <param name="Problem">Why the last attempt failed; null where it did not.</param>
public sealed record Reading<T>(T? Value, DateTimeOffset? At, string? Problem)
    where T : class
{
    /// <summary>Whether nothing has been answered yet.</summary>
    public bool IsWaiting => Value is null && Problem is null;
}
