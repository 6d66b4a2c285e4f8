using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Documents;

/// <summary>Reads the query parameters that writes share.</summary>
internal static class WriteParameters
{
    public static readonly string[] Names =
    [
        "refresh", "routing", "timeout", "version", "version_type", "if_seq_no", "if_primary_term", "wait_for_active_shards", "require_alias",
    ];

    public static WriteRequest Read(RestRequest request, bool createOnly = false) => new(request.Required("index"), request.Value("id"))
    {
        Routing = request.Value("routing"),
        RequireAlias = request.Flag("require_alias"),
        RetryOnConflict = request.Int("retry_on_conflict", 0),
        Source = request.Body,
        Conditions = new WriteConditions
        {
            IfSeqNo = Number(request, "if_seq_no"),
            IfPrimaryTerm = Number(request, "if_primary_term"),
            Version = Number(request, "version"),
            VersionType = VersionTypeOf(request.Value("version_type")),
            CreateOnly = createOnly || OperationType(request.Value("op_type")),
        },
    };

    public static RefreshPolicy Refresh(RestRequest request) => request.Value("refresh") switch
    {
        null or "false" => RefreshPolicy.None,
        "" or "true" => RefreshPolicy.Immediate,
        "wait_for" => RefreshPolicy.WaitFor,
        var other => throw Errors.IllegalArgument($"Unknown value for refresh: [{other}]."),
    };

    public static VersionType VersionTypeOf(string? text) => text switch
    {
        null or "internal" => VersionType.Internal,
        "external" or "external_gt" => VersionType.External,
        "external_gte" => VersionType.ExternalGte,
        _ => throw Errors.IllegalArgument($"No version type match [{text}]"),
    };

    /// <summary>There is one copy of everything here: whoever waits for more would wait in vain.</summary>
    public static void CheckActiveShards(RestRequest request, IndexSettings settings)
    {
        var wanted = request.Value("wait_for_active_shards");
        var count = wanted switch
        {
            null => 0,
            "all" or "-1" => settings.Replicas + 1,
            _ => int.TryParse(wanted, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0
                ? number
                : throw Errors.IllegalArgument($"cannot parse ActiveShardCount[{wanted}]"),
        };
        if (count > 1)
        {
            throw new OpenSearchException(
                503, "unavailable_shards_exception", $"Not enough active copies to meet shard count of [{wanted}] (have 1, needed {count}).");
        }
    }

    private static bool OperationType(string? text) => text switch
    {
        null or "index" => false,
        "create" => true,
        _ => throw Errors.IllegalArgument($"opType must be 'create' or 'index', found: [{text}]"),
    };

    private static long? Number(RestRequest request, string name) => request.Has(name) ? request.Long(name, 0) : null;
}
