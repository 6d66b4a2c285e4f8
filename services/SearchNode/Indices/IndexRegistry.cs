using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>All indices. Every change is saved before it is seen, and only one is made at a time.</summary>
internal sealed partial class IndexRegistry(NodeOptions options, TimeProvider time, ILogger<IndexRegistry> logger) : IDisposable
{
    private readonly SemaphoreSlim _change = new(1, 1);
    private readonly ClusterStateFile _file = new(options.Directory);
    private volatile ClusterView _view = new([]);

    private long _primaryTerm = 1;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ClusterUuid { get; private set; } = NewUuid();

    /// <summary>What there is now. A request resolves all its names in one view.</summary>
    public ClusterView View => _view;

    /// <summary>Indices that could not be opened, and why.</summary>
    public IReadOnlyDictionary<string, string> Broken => _broken;

    private ImmutableSortedDictionary<string, string> _broken = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, IndexMetadata> _brokenMetadata
        = ImmutableSortedDictionary.Create<string, IndexMetadata>(StringComparer.Ordinal);

    public void Open()
    {
        Directory.CreateDirectory(options.Directory);
        if (_file.Load() is { } state)
        {
            ClusterUuid = state["cluster_uuid"]!.GetValue<string>();
            _primaryTerm = state["primary_term"]!.GetValue<long>() + 1;
            foreach (var (name, json) in (JsonObject)state["indices"]!)
            {
                Open(IndexMetadata.FromJson(name, (JsonObject)json!));
            }
        }

        Save(_view.Indices.Select(index => index.Metadata));
        DeleteStrays();
    }

    /// <summary>Completes when an index is made, changed or deleted.</summary>
    public Task ChangedAsync() => Volatile.Read(ref _changed).Task;

    public IndexService? Find(string name) => _view.Find(name)?.Index;

    public async Task<IndexService> CreateAsync(string name, IndexDefinition definition, CancellationToken cancelled)
    {
        IndexNames.Check(name);
        SettingNames.CheckCreate(definition.Settings);
        await _change.WaitAsync(cancelled);
        try
        {
            CheckFree(name);
            foreach (var alias in definition.Aliases.Keys)
            {
                CheckAliasName(alias, name);
            }

            var analyzers = new IndexAnalyzers(new AnalysisSettings(definition.Settings));
            var mapping = MappingMerge.Merge([], definition.Mapping);
            _ = MappingTree.Build(mapping, analyzers);
            var metadata = new IndexMetadata(name, NewUuid(), time.GetUtcNow().ToUnixTimeMilliseconds(), definition.Settings, mapping)
            {
                Aliases = definition.Aliases,
            };
            Save(_view.Indices.Select(index => index.Metadata).Append(metadata));
            var service = Start(metadata);
            _view = new ClusterView(_view.Indices.Append(service));
            return service;
        }
        finally
        {
            Announce();
            _change.Release();
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<IndexService> indices, CancellationToken cancelled)
        => ChangeAsync(() => new ClusterChange([], indices), cancelled);

    /// <summary>Gives up an index that could not be opened, with all that is left of it.</summary>
    public async Task DeleteBrokenAsync(string name, CancellationToken cancelled)
    {
        await _change.WaitAsync(cancelled);
        try
        {
            var uuid = _brokenMetadata[name].Uuid;
            _broken = _broken.Remove(name);
            _brokenMetadata = _brokenMetadata.Remove(name);
            Save(_view.Indices.Select(index => index.Metadata));
            Directory.Delete(Path.Combine(options.Directory, "indices", uuid), recursive: true);
        }
        finally
        {
            Announce();
            _change.Release();
        }
    }

    /// <summary>Changes several indices' metadata at once: all of it is seen, or none.</summary>
    public Task ChangeAsync(Func<IReadOnlyCollection<IndexChange>> decide, CancellationToken cancelled)
        => ChangeAsync(() => new ClusterChange(decide(), []), cancelled);

    /// <summary>Changes and deletes indices at once: all of it is seen, and outlives the process, or none.</summary>
    public async Task ChangeAsync(Func<ClusterChange> decide, CancellationToken cancelled)
    {
        await _change.WaitAsync(cancelled);
        try
        {
            // One that another request has deleted meanwhile stays deleted.
            var decided = decide();
            var changed = decided.Changed.Where(change => IsHere(change.Index)).ToDictionary(change => change.Index);
            var removed = decided.Removed.Where(IsHere).ToHashSet();
            if (changed.Count == 0 && removed.Count == 0)
            {
                return;
            }

            var kept = _view.Indices.Where(index => !removed.Contains(index)).ToArray();
            Save(kept.Select(index => changed.TryGetValue(index, out var change) ? change.Metadata : index.Metadata));
            foreach (var change in changed.Values)
            {
                change.Index.Apply(change.Metadata, change.Mapping);
            }

            _view = new ClusterView(kept);
            foreach (var index in removed)
            {
                index.Dispose();
                Directory.Delete(index.Directory, recursive: true);
            }
        }
        finally
        {
            Announce();
            _change.Release();
        }
    }

    public async Task UpdateMappingAsync(IndexService index, JsonObject update, CancellationToken cancelled)
        => await ChangeAsync(
            () =>
            {
                var merged = index.Merged(update);
                return ReferenceEquals(merged, index.Mapping)
                    ? []
                    : [new IndexChange(index, index.Metadata with { Mapping = merged.Definition }) { Mapping = merged }];
            },
            cancelled);

    /// <summary>An alias's name may not be an index's.</summary>
    public void CheckAliasName(string alias, string index)
    {
        if (alias.Length == 0 || alias.IndexOfAny(['*', '?', ',', ' ', '"', '<', '>', '|', '\\', '/', '#']) >= 0 || alias[0] is '_' or '-' or '+')
        {
            throw new OpenSearchException(400, "invalid_alias_name_exception", $"Invalid alias name [{alias}]: must not contain or start with a reserved character")
                .With("index", index).With("index_uuid", "_na_");
        }

        if (_view.Find(alias) is not null || string.Equals(alias, index, StringComparison.Ordinal))
        {
            throw new OpenSearchException(
                    400, "invalid_alias_name_exception", $"Invalid alias name [{alias}]: an index or data stream exists with the same name as the alias")
                .With("index", index).With("index_uuid", "_na_");
        }
    }

    public void Dispose()
    {
        foreach (var index in _view.Indices)
        {
            index.Dispose();
        }

        _change.Dispose();
        if (options.IsTemporary)
        {
            Directory.Delete(options.Directory, recursive: true);
        }
    }

    private bool IsHere(IndexService index) => ReferenceEquals(_view.Find(index.Name)?.Index, index);

    private void Announce()
        => Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private static string NewUuid()
        => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private void CheckFree(string name)
    {
        if (_view.Find(name) is { } existing)
        {
            throw Errors.IndexExists(name, existing.Index.Uuid);
        }

        if (_broken.ContainsKey(name))
        {
            throw Errors.IndexExists(name, _brokenMetadata[name].Uuid);
        }

        if (_view.Behind(name).Count > 0)
        {
            throw Errors.InvalidIndexName(name, "already exists as alias");
        }
    }

    private void Open(IndexMetadata metadata)
    {
        try
        {
            _view = new ClusterView(_view.Indices.Append(Start(metadata)));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.CannotOpen(logger, metadata.Name, error);
            _broken = _broken.Add(metadata.Name, error.Message);
            _brokenMetadata = _brokenMetadata.Add(metadata.Name, metadata);
        }
    }

    private IndexService Start(IndexMetadata metadata)
        => new(metadata, Path.Combine(options.Directory, "indices", metadata.Uuid), new EngineOptions(options.IndexBufferMegabytes, _primaryTerm), time, logger);

    private void Save(IEnumerable<IndexMetadata> indices)
        => _file.Save(new JsonObject
        {
            ["cluster_uuid"] = ClusterUuid,
            ["primary_term"] = _primaryTerm,
            ["indices"] = new JsonObject(indices.Concat(_brokenMetadata.Values)
                .Select(index => KeyValuePair.Create(index.Name, (JsonNode?)index.ToJson()))),
        });

    /// <summary>A deleted index's folder may outlive the process that was deleting it.</summary>
    private void DeleteStrays()
    {
        var parent = Path.Combine(options.Directory, "indices");
        var known = _view.Indices.Select(index => index.Uuid).Concat(_brokenMetadata.Values.Select(index => index.Uuid)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.Exists(parent) ? Directory.GetDirectories(parent) : [])
        {
            if (!known.Contains(Path.GetFileName(folder)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Critical, "Index {Index} cannot be opened and answers no request", EventName = "IndexBroken")]
        public static partial void CannotOpen(ILogger logger, string index, Exception error);
    }
}
