namespace Migration.DataSync.Mapping;

/// <summary>How a change of a column meets a row that is there.</summary>
internal enum MergeKind
{
    /// <summary>Set if the source changed it.</summary>
    Changed,

    /// <summary>A counter: the difference is added.</summary>
    Difference,

    /// <summary>A time that only grows.</summary>
    Newest,

    /// <summary>The row's own revision: each change of the row counts it up.</summary>
    Revision,

    /// <summary>Given once, when the row is made.</summary>
    Initial,

    /// <summary>Of the backfill alone: the stream brings it by another table's changes.</summary>
    Backfilled,

    /// <summary>Always this value.</summary>
    Fixed,
}
