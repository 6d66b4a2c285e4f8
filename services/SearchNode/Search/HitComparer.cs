namespace Migration.SearchNode.Search;

/// <summary>Orders hits of different indices by their sort values.</summary>
internal sealed class HitComparer(IReadOnlyList<SortKey> keys) : IComparer<Hit>
{
    public int Compare(Hit? x, Hit? y)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var order = keys[i].Compare(x!.SortValues[i], y!.SortValues[i]);
            if (order != 0)
            {
                return keys[i].Descending ? -order : order;
            }
        }

        return 0;
    }
}
