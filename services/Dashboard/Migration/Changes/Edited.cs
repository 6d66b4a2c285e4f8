namespace Migration.Dashboard.Migrating.Changes;

/// <summary>What somebody has typed, read: a value, or what is wrong with it and in which field.</summary>
internal sealed record Edited<T>(T? Value, string? Problem)
    where T : class;
