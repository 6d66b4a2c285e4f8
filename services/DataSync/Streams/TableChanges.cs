using Migration.DataSync.Decoding;

namespace Migration.DataSync.Streams;

/// <summary>The changes of one table that are to be applied together, one a row.</summary>
internal sealed class TableChanges
{
    private Dictionary<(long, long), NetChange> _rows = [];
    private readonly int[] _keys;
    private readonly int _columnCount;

    /// <exception cref="SchemaDriftException">The table is not as the rules know it.</exception>
    public TableChanges(Relation relation, TableMerge merge, IReadOnlyList<string> ignored)
    {
        Relation = relation;
        Merge = merge;
        SchemaDriftException.ThrowIfUnknown(relation, merge.Mapping, ignored);
        _columnCount = relation.Columns.Count;
        Chosen = [.. merge.Mapping.StreamColumns.Select(column => IndexOf(relation, column.Name))];
        _keys = [.. merge.Mapping.Key.Select(key => IndexOf(relation, key))];
    }

    public Relation Relation { get; }

    public TableMerge Merge { get; }

    /// <summary>Where the staged columns are in the relation.</summary>
    public int[] Chosen { get; }

    public IReadOnlyCollection<NetChange> Rows => _rows.Values;

    /// <summary>False when the row has changed on the target's side in between: what is here has to be applied first.</summary>
    public bool TryAdd(RowChange change, ulong position)
    {
        if (change is { Old: { } old, New: { } added } && KeyOf(old) != KeyOf(added))
        {
            return TryAdd(change with { New = null }, position) && TryAdd(change with { Old = null }, position);
        }

        var key = KeyOf(change.New ?? change.Old!.Value);
        if (!_rows.TryGetValue(key, out var before))
        {
            _rows.Add(key, new NetChange(change.Old, change.New, position));
            return true;
        }

        if (before.New is null != change.Old is null || (before.New is { } was && !was.Same(change.Old!.Value, _columnCount)))
        {
            return false;
        }

        if (before.Old is null && change.New is null)
        {
            _rows.Remove(key);
        }
        else
        {
            _rows[key] = new NetChange(before.Old, change.New, position);
        }

        return true;
    }

    /// <summary>What is here, for itself; here is nothing any more.</summary>
    public TableChanges Detach()
    {
        var changes = (TableChanges)MemberwiseClone();
        _rows = [];
        return changes;
    }

    /// <summary>In which columns the rows that were there before differ from what they were.</summary>
    public ChangedColumns Differences()
    {
        var differs = new bool[Chosen.Length];
        var haveNewRows = false;
        foreach (var change in _rows.Values)
        {
            if (change is { Old: { } old, New: { } row })
            {
                row.MarkDifferences(old, _columnCount, Chosen, differs);
            }

            haveNewRows |= change.Old is null;
        }

        return ChangedColumns.Of(Chosen.Where((_, n) => differs[n]).Select(column => Relation.Columns[column].Name), haveNewRows);
    }

    private (long First, long Second) KeyOf(RowImage row)
    {
        Span<(int Start, int Length)> columns = stackalloc (int, int)[_columnCount];
        row.Locate(columns);
        return (row.Key(columns, _keys[0]), _keys.Length > 1 ? row.Key(columns, _keys[1]) : 0);
    }

    private static int IndexOf(Relation relation, string name)
    {
        for (var column = 0; column < relation.Columns.Count; column++)
        {
            if (string.Equals(relation.Columns[column].Name, name, StringComparison.Ordinal))
            {
                return column;
            }
        }

        throw new SchemaDriftException($"{relation.Name} has no column '{name}' any more, which the mapping reads: restore it, or map it by another name.");
    }
}
