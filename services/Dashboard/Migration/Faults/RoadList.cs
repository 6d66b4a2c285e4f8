namespace Migration.Dashboard.Migrating.Faults;

/// <summary>All roads that a proxy stands on, by name.</summary>
internal sealed record RoadList(IReadOnlyList<Road> Roads);
