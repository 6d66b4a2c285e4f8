namespace Migration.SearchNode.Http;

/// <summary>OpenSearch's error types, with the words that clients match on.</summary>
internal static class Errors
{
    public static OpenSearchException IllegalArgument(string reason) => new(400, "illegal_argument_exception", reason);

    public static OpenSearchException Parsing(string reason)
        => new OpenSearchException(400, "parsing_exception", reason).With("line", 1).With("col", 1);

    public static OpenSearchException XContentParse(string reason)
        => new(400, "x_content_parse_exception", $"[1:1] {reason}");

    public static OpenSearchException Parse(string reason) => new(400, "parse_exception", reason);

    /// <summary>Something that OpenSearch has and this node has not: said by name, never passed over.</summary>
    public static OpenSearchException Unsupported(string what) => IllegalArgument($"{what} is not supported by this node");

    public static OpenSearchException Validation(string problem)
        => new(400, "action_request_validation_exception", $"Validation Failed: 1: {problem};");

    public static OpenSearchException IndexNotFound(string index)
        => new OpenSearchException(404, "index_not_found_exception", $"no such index [{index}]")
            .With("index", index)
            .With("resource.id", index)
            .With("resource.type", "index_or_alias")
            .With("index_uuid", "_na_");

    public static OpenSearchException IndexExists(string index, string uuid)
        => new OpenSearchException(400, "resource_already_exists_exception", $"index [{index}/{uuid}] already exists")
            .With("index", index)
            .With("index_uuid", uuid);

    public static OpenSearchException InvalidIndexName(string index, string problem)
        => new OpenSearchException(400, "invalid_index_name_exception", $"Invalid index name [{index}], {problem}")
            .With("index", index)
            .With("index_uuid", "_na_");

    public static OpenSearchException AliasesMissing(IEnumerable<string> aliases)
    {
        var names = aliases.ToArray();
        return new OpenSearchException(404, "aliases_not_found_exception", $"aliases [{string.Join(",", names)}] missing")
            .With("resource.id", string.Join(",", names))
            .With("resource.type", "aliases");
    }

    public static OpenSearchException MapperParsing(string reason, OpenSearchException? cause = null)
        => new(400, "mapper_parsing_exception", reason) { Cause = cause };

    public static OpenSearchException QueryShard(string reason) => new(400, "query_shard_exception", reason) { IsShardLevel = true };

    public static OpenSearchException NumberFormat(string text)
        => new(400, "number_format_exception", $"For input string: \"{text}\"") { IsShardLevel = true };

    public static OpenSearchException ShardIllegalArgument(string reason)
        => new(400, "illegal_argument_exception", reason) { IsShardLevel = true };

    public static OpenSearchException CircuitBreaking(long wanted, long limit)
        => new OpenSearchException(429, "circuit_breaking_exception",
                $"[parent] Data too large, data for [<http_request>] would be [{wanted}b], which is larger than the limit of [{limit}b]")
            .With("bytes_wanted", wanted)
            .With("bytes_limit", limit)
            .With("durability", "TRANSIENT");
}
