namespace Migration.DataSync.Mapping;

/// <summary>What of a staged row goes into one target table.</summary>
/// <param name="Name">The target table.</param>
/// <param name="Rules">One a column.</param>
/// <param name="Where">Which staged rows have something for it; all of them without.</param>
/// <param name="OnConflict">What happens to a row that is there already when the backfill comes.</param>
internal sealed record TargetTable(string Name, IReadOnlyList<ColumnRule> Rules, string? Where = null, string OnConflict = "do nothing")
{
    /// <summary>The columns that tell its rows apart, each with a rule. The first is the listing's, or the row's own, id.</summary>
    public IReadOnlyList<string> Key { get; init; } = ["id"];

    /// <summary>Rows are made by another table's rule; a staged row that vanishes leaves nulls.</summary>
    public bool IsUpdateOnly { get; init; }

    /// <summary>A row goes when the staged row has nothing more for it.</summary>
    public bool GoesWithItsSource { get; init; }

    /// <summary>The backfill alone writes it.</summary>
    public bool IsBackfillOnly { get; init; }

    /// <summary>When the staged row was written, and when the target's row <c>t</c> was: who is the last writer. The monolith is where there are none.</summary>
    public (string Source, string Target)? Written { get; init; }
}
