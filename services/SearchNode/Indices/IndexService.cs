using System.Text.Json.Nodes;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Indices;

/// <summary>One index, open: its metadata, its mapping and its engine.</summary>
internal sealed class IndexService : IDisposable
{
    private readonly IndexAnalyzers _analyzers;
    private readonly RefreshLoop _refreshLoop;
    private volatile IndexMetadata _metadata;
    private volatile MappingTree _mapping;

    public IndexService(IndexMetadata metadata, string directory, EngineOptions options, TimeProvider time, ILogger logger)
    {
        _metadata = metadata;
        _analyzers = new IndexAnalyzers(new AnalysisSettings(metadata.Settings));
        _mapping = MappingTree.Build(metadata.Mapping, _analyzers);
        Directory = directory;
        Counters = new IndexCounters();
        Engine = new ShardEngine(
            new EngineSettings(directory, options.IndexBufferMegabytes, options.PrimaryTerm)
            {
                Mapping = () => _mapping,
                IndexSettings = () => _metadata.Settings,
                Reparse = operation => DocumentParser.Parse(_mapping, operation.Id, operation.Routing, operation.Source)
                    ?? throw new InvalidDataException($"the mapping of [{metadata.Name}] does not know the fields of document [{operation.Id}]"),
            },
            time);
        _refreshLoop = new RefreshLoop(this, time, logger);
    }

    public string Name => _metadata.Name;

    public string Uuid => _metadata.Uuid;

    public string Directory { get; }

    public IndexMetadata Metadata => _metadata;

    public IndexSettings Settings => _metadata.Settings;

    public MappingTree Mapping => _mapping;

    public IndexAnalyzers Analyzers => _analyzers;

    public ShardEngine Engine { get; }

    public IndexCounters Counters { get; }

    /// <summary>What the mapping would be with an update; nothing is changed yet.</summary>
    public MappingTree Merged(JsonObject update)
    {
        var merged = MappingMerge.Merge(_mapping.Definition, update);
        if (JsonNode.DeepEquals(merged, _mapping.Definition))
        {
            return _mapping;
        }

        var tree = MappingTree.Build(merged, _analyzers);
        var limit = Settings.TotalFieldsLimit;
        return tree.Count <= limit || tree.Count <= _mapping.Count
            ? tree
            : throw Errors.IllegalArgument($"Limit of total fields [{limit}] has been exceeded");
    }

    /// <summary>Takes over what the registry has saved.</summary>
    public void Apply(IndexMetadata metadata, MappingTree? mapping = null)
    {
        _metadata = metadata;
        if (mapping is not null)
        {
            _mapping = mapping;
        }

        _refreshLoop.Wake();
    }

    public void CheckWritable()
    {
        if (Settings.Flag("index.blocks.read_only"))
        {
            throw Blocked("FORBIDDEN/5/index read-only (api)");
        }

        if (Settings.Flag("index.blocks.write"))
        {
            throw Blocked("FORBIDDEN/8/index write (api)");
        }

        if (Settings.Flag("index.blocks.read_only_allow_delete"))
        {
            throw Blocked("TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block", 429);
        }
    }

    public void CheckReadable()
    {
        if (Settings.Flag("index.blocks.read"))
        {
            throw Blocked("FORBIDDEN/7/index read (api)");
        }
    }

    public void Dispose()
    {
        _refreshLoop.Dispose();
        Engine.Dispose();
    }

    private OpenSearchException Blocked(string block, int status = 403)
        => new OpenSearchException(status, "cluster_block_exception", $"index [{Name}] blocked by: [{block}];");
}
