using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Finds the indices that a name, a pattern, an alias or a list of such means.</summary>
internal sealed class IndexResolver(IndexRegistry registry)
{
    public IReadOnlyList<IndexService> Indices(string? expression, ResolveOptions options)
        => [.. Resolve(expression, options).Select(resolved => resolved.Index)];

    public IReadOnlyList<ResolvedIndex> Resolve(string? expression, ResolveOptions options)
    {
        var view = registry.View;
        if (expression is null or "" or "_all")
        {
            CheckBrokenPattern("*", options);
            return None([.. Visible(view, options).Select(entry => new ResolvedIndex(entry, []))], expression ?? "_all", options);
        }

        var found = new SortedDictionary<string, HashSet<string>?>(StringComparer.Ordinal);
        foreach (var part in expression.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith('-') && part.Length > 1 && found.Count > 0)
            {
                foreach (var name in found.Keys.Where(name => Wildcard.Matches(part[1..], name)).ToArray())
                {
                    found.Remove(name);
                }
            }
            else if (part is "_all" || Wildcard.IsPattern(part))
            {
                CheckBrokenPattern(part is "_all" ? "*" : part, options);
                AddPattern(view, found, part is "_all" ? "*" : part, options);
            }
            else
            {
                AddName(view, found, part, options);
            }
        }

        var resolved = new List<ResolvedIndex>();
        foreach (var (name, aliases) in found)
        {
            var entry = view.Find(name)!;
            resolved.Add(new ResolvedIndex(entry, aliases?.Select(alias => entry.Aliases[alias]).ToArray() ?? []));
        }

        return None(resolved, expression, options);
    }

    /// <summary>The one index that a write to this name goes to, or null if there is none of that name.</summary>
    public IndexService? WriteTarget(string name)
    {
        var view = registry.View;
        if (view.Find(name) is { } named)
        {
            return named.Index;
        }

        CheckBroken(name);
        var behind = view.Behind(name);
        if (behind.Count == 0)
        {
            return null;
        }

        var marked = behind.Where(candidate => candidate.Aliases[name].IsWriteIndex == true).ToArray();
        return marked.Length == 1 ? marked[0].Index
            : behind.Count == 1 && behind[0].Aliases[name].IsWriteIndex is null ? behind[0].Index
            : throw Errors.IllegalArgument(
                $"no write index is defined for alias [{name}]. The write index may be explicitly disabled using is_write_index=false or the alias points to multiple indices without one being designated as a write index");
    }

    public bool IsAlias(string name) => registry.View.Behind(name).Count > 0;

    /// <summary>The one index that a read of a document goes to.</summary>
    public IndexService Single(string name)
    {
        var view = registry.View;
        if (view.Find(name) is { } named)
        {
            return named.Index;
        }

        CheckBroken(name);
        var behind = view.Behind(name);
        return behind.Count switch
        {
            0 => throw Errors.IndexNotFound(name),
            1 => behind[0].Index,
            _ => throw Errors.IllegalArgument(
                $"alias [{name}] has more than one index associated with it [{string.Join(", ", behind.Select(candidate => candidate.Index.Name))}], can't execute a single index op"),
        };
    }

    private void CheckBroken(string name)
    {
        if (registry.Broken.TryGetValue(name, out var why))
        {
            throw new OpenSearchException(503, "no_shard_available_action_exception", $"index [{name}] cannot be opened: {why}");
        }
    }

    /// <summary>An index that cannot be opened is not passed over because it was not named one by one.</summary>
    private void CheckBrokenPattern(string pattern, ResolveOptions options)
    {
        foreach (var name in registry.Broken.Keys.Where(name => !options.IgnoreBroken && Wildcard.Matches(pattern, name)))
        {
            CheckBroken(name);
        }
    }

    private static List<ResolvedIndex> None(List<ResolvedIndex> resolved, string expression, ResolveOptions options)
        => resolved.Count == 0 && !options.AllowNoIndices ? throw Errors.IndexNotFound(expression) : resolved;

    private static IEnumerable<IndexEntry> Visible(ClusterView view, ResolveOptions options)
        => options.ExpandOpen ? view.Entries.Where(entry => options.ExpandHidden || !entry.Index.Metadata.IsHidden) : [];

    private static void AddPattern(ClusterView view, SortedDictionary<string, HashSet<string>?> found, string pattern, ResolveOptions options)
    {
        foreach (var entry in Visible(view, options))
        {
            if (Wildcard.Matches(pattern, entry.Index.Name))
            {
                found[entry.Index.Name] = null;
                continue;
            }

            foreach (var alias in entry.Aliases.Keys.Where(alias => Wildcard.Matches(pattern, alias)))
            {
                AddAlias(found, entry.Index.Name, alias);
            }
        }
    }

    private void AddName(ClusterView view, SortedDictionary<string, HashSet<string>?> found, string name, ResolveOptions options)
    {
        if (view.Find(name) is not null)
        {
            found[name] = null;
            return;
        }

        if (!options.IgnoreBroken)
        {
            CheckBroken(name);
        }

        var behind = view.Behind(name);
        foreach (var entry in behind)
        {
            AddAlias(found, entry.Index.Name, name);
        }

        if (behind.Count == 0 && !options.IgnoreUnavailable)
        {
            if (name.StartsWith('_'))
            {
                throw Errors.InvalidIndexName(name, "must not start with '_'.");
            }

            throw Errors.IndexNotFound(name);
        }
    }

    private static void AddAlias(SortedDictionary<string, HashSet<string>?> found, string index, string alias)
    {
        if (!found.TryGetValue(index, out var aliases))
        {
            found[index] = [alias];
        }
        else
        {
            aliases?.Add(alias);
        }
    }
}
