using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Search;

/// <summary>Views of indices, held until disposed.</summary>
internal sealed class SearchTargets : IDisposable
{
    private SearchTargets(IReadOnlyList<SearchTarget> targets) => Targets = targets;

    public IReadOnlyList<SearchTarget> Targets { get; }

    public static SearchTargets Open(IReadOnlyList<ResolvedIndex> indices)
    {
        var targets = new List<SearchTarget>(indices.Count);
        try
        {
            foreach (var resolved in indices)
            {
                var index = resolved.Index;
                index.CheckReadable();
                targets.Add(new SearchTarget(index, index.Engine.Acquire(), resolved.Aliases));
            }

            return new SearchTargets(targets);
        }
        catch
        {
            Release(targets);
            throw;
        }
    }

    public void Dispose() => Release(Targets);

    private static void Release(IEnumerable<SearchTarget> targets)
    {
        foreach (var target in targets)
        {
            target.Reader.Release();
        }
    }
}
