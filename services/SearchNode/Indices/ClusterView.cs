namespace Migration.SearchNode.Indices;

/// <summary>
/// All indices and aliases at one moment, immutable. Whoever resolves a name does it in one view, and so sees a change of
/// several indices, an alias moved from one to another above all, whole or not at all.
/// </summary>
internal sealed class ClusterView
{
    private readonly Dictionary<string, IndexEntry> _byName;
    private readonly Dictionary<string, List<IndexEntry>> _byAlias = new(StringComparer.Ordinal);

    public ClusterView(IEnumerable<IndexService> indices)
    {
        Entries = [.. indices.OrderBy(index => index.Name, StringComparer.Ordinal).Select(index => new IndexEntry(index, index.Metadata.Aliases))];
        _byName = Entries.ToDictionary(entry => entry.Index.Name, StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            foreach (var alias in entry.Aliases.Keys)
            {
                if (!_byAlias.TryGetValue(alias, out var behind))
                {
                    _byAlias[alias] = behind = [];
                }

                behind.Add(entry);
            }
        }
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<IndexEntry> Entries { get; }

    public IEnumerable<IndexService> Indices => Entries.Select(entry => entry.Index);

    public IndexEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The indices that an alias stands for, by name; none if there is no such alias.</summary>
    public IReadOnlyList<IndexEntry> Behind(string alias) => _byAlias.TryGetValue(alias, out var behind) ? behind : [];
}
