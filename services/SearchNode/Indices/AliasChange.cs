using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>Plays alias actions on copies of the metadata; nothing is changed until all of them went through.</summary>
internal sealed class AliasChange(IndexRegistry registry, IndexResolver resolver)
{
    private readonly Dictionary<IndexService, IndexMetadata> _changed = [];
    private readonly List<IndexService> _removed = [];

    public ClusterChange Change => new(
        [.. _changed
            .Where(changed => !ReferenceEquals(changed.Key.Metadata, changed.Value) && !_removed.Contains(changed.Key))
            .Select(changed => new IndexChange(changed.Key, changed.Value))],
        _removed);

    public void Apply(AliasAction action)
    {
        foreach (var expression in action.Indices)
        {
            var indices = resolver.Resolve(expression, ResolveOptions.Strict with { AllowNoIndices = false });
            if (indices.Any(found => found.Aliases.Count > 0))
            {
                throw Errors.IllegalArgument(
                    $"The provided expression [{expression}] matches an alias, specify the corresponding concrete indices instead.");
            }

            foreach (var found in indices)
            {
                Apply(action, found.Index);
            }

            if (action.Kind == AliasActionKind.Remove)
            {
                CheckRemoved(action, [.. indices.Select(found => found.Index)]);
            }
        }
    }

    private void Apply(AliasAction action, IndexService index)
    {
        var metadata = _changed.GetValueOrDefault(index, index.Metadata);
        switch (action.Kind)
        {
            case AliasActionKind.RemoveIndex:
                _removed.Add(index);
                return;
            case AliasActionKind.Add:
                foreach (var name in action.Names)
                {
                    if (!_removed.Exists(removed => string.Equals(removed.Name, name, StringComparison.Ordinal)))
                    {
                        registry.CheckAliasName(name, index.Name);
                    }

                    CheckFilter(action.Alias, index);
                    metadata = metadata with { Aliases = metadata.Aliases.SetItem(name, action.Alias) };
                    CheckWriteIndex(name, index, action.Alias);
                }

                break;
            default:
                var names = metadata.Aliases.Keys.Where(alias => Wildcard.MatchesAny(action.Names, alias) || action.Names.Contains("_all", StringComparer.Ordinal));
                metadata = metadata with { Aliases = metadata.Aliases.RemoveRange(names.ToArray()) };
                break;
        }

        _changed[index] = metadata;
    }

    private static void CheckFilter(AliasMetadata alias, IndexService index)
    {
        if (alias.Filter is { } filter)
        {
            var context = new Queries.QueryContext(index, index.Mapping, new Mapping.SearchScope(default));
            Queries.QueryReaders.Read(System.Text.Json.JsonSerializer.SerializeToElement(filter), context);
        }
    }

    private void CheckWriteIndex(string name, IndexService index, AliasMetadata alias)
    {
        if (alias.IsWriteIndex != true)
        {
            return;
        }

        var other = registry.View.Indices.FirstOrDefault(candidate => candidate != index
            && _changed.GetValueOrDefault(candidate, candidate.Metadata).Aliases.GetValueOrDefault(name)?.IsWriteIndex == true);
        if (other is not null)
        {
            throw new OpenSearchException(
                500, "illegal_state_exception", $"alias [{name}] has more than one write index [{other.Name},{index.Name}]");
        }
    }

    private static void CheckRemoved(AliasAction action, IReadOnlyList<IndexService> indices)
    {
        var missing = action.Names.Where(name => !indices.Any(index =>
            name is "_all" ? index.Metadata.Aliases.Count > 0 : index.Metadata.Aliases.Keys.Any(alias => Wildcard.Matches(name, alias)))).ToArray();
        if (missing.Length > 0 && action.MustExist != false && (action.MustExist == true || missing.Length == action.Names.Count))
        {
            throw Errors.AliasesMissing(missing);
        }
    }
}
