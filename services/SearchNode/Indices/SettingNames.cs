using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>
/// The settings this node knows. Some steer nothing here (where replicas lie, how segments merge): they change no answer,
/// so they are taken and shown again. Whatever would change an answer and is not built is refused by name.
/// </summary>
internal static class SettingNames
{
    private static readonly string[] Fixed =
    [
        "index.number_of_shards", "index.codec", "index.hidden", "index.routing_partition_size", "index.number_of_routing_shards",
        "index.shard.check_on_startup", "index.analysis.*", "index.soft_deletes.*", "index.store.type",
        "index.creation_date", "index.uuid", "index.provided_name", "index.version.created", "index.replication.type",
    ];

    private static readonly string[] Changeable =
    [
        "index.number_of_replicas", "index.auto_expand_replicas", "index.refresh_interval", "index.max_result_window",
        "index.max_inner_result_window", "index.max_terms_count", "index.max_refresh_listeners", "index.analyze.max_token_count",
        "index.max_ngram_diff", "index.max_shingle_diff", "index.max_regex_length", "index.max_docvalue_fields_search", "index.max_script_fields",
        "index.max_rescore_window", "index.max_slices_per_scroll",
        "index.gc_deletes", "index.mapping.total_fields.limit", "index.mapping.depth.limit", "index.mapping.nested_fields.limit",
        "index.mapping.nested_objects.limit", "index.mapping.field_name_length.limit",
        "index.translog.durability", "index.translog.sync_interval", "index.translog.flush_threshold_size", "index.translog.retention.*",
        "index.blocks.write", "index.blocks.read", "index.blocks.read_only", "index.blocks.read_only_allow_delete", "index.blocks.metadata",
        "index.search.idle.after", "index.search.slowlog.*", "index.indexing.slowlog.*", "index.merge.*", "index.priority",
        "index.routing.*", "index.unassigned.node_left.delayed_timeout", "index.warmer.enabled", "index.write.wait_for_active_shards",
        "index.query.default_field", "index.highlight.max_analyzed_offset", "index.allocation.*", "index.requests.cache.enable",
    ];

    public static void CheckCreate(IndexSettings settings)
    {
        foreach (var key in settings.Keys)
        {
            if (!Wildcard.MatchesAny(Fixed, key) && !Wildcard.MatchesAny(Changeable, key))
            {
                throw Unknown(key);
            }
        }

        CheckValues(settings);
    }

    /// <param name="change">The new values.</param>
    /// <param name="names">All names that the change holds, those that it resets included.</param>
    /// <param name="index">The index that is changed.</param>
    public static void CheckChange(IndexSettings change, IEnumerable<string> names, IndexService index)
    {
        foreach (var key in names)
        {
            if (Wildcard.MatchesAny(Fixed, key))
            {
                throw Errors.IllegalArgument($"Can't update non dynamic settings [[{key}]] for open indices [[{index.Name}/{index.Uuid}]]");
            }

            if (!Wildcard.MatchesAny(Changeable, key))
            {
                throw Unknown(key);
            }
        }

        CheckValues(change);
    }

    /// <summary>Reads every value once, so that a wrong one is refused now and not when it is first used.</summary>
    private static void CheckValues(IndexSettings settings)
    {
        AtLeast(settings.Shards, 1, "index.number_of_shards");
        AtLeast(settings.Replicas, 0, "index.number_of_replicas");
        AtLeast(settings.MaxResultWindow, 1, "index.max_result_window");
        _ = (settings.MaxTermsCount, settings.TotalFieldsLimit, settings.MaxAnalyzedTokens);
        _ = (settings.RefreshInterval, settings.GcDeletes, settings.TranslogSyncInterval, settings.FlushThreshold);
        foreach (var block in settings.Keys.Where(key => key.StartsWith("index.blocks.", StringComparison.Ordinal)))
        {
            _ = settings.Flag(block);
        }

        if (settings.Text("index.translog.durability")?.ToLowerInvariant() is { } durability and not ("request" or "async"))
        {
            throw Errors.IllegalArgument($"Failed to parse value [{durability}] for setting [index.translog.durability], expected [request] or [async]");
        }
    }

    private static void AtLeast(int value, int least, string key)
    {
        if (value < least)
        {
            throw Errors.IllegalArgument($"Failed to parse value [{value}] for setting [{key}] must be >= {least}");
        }
    }

    private static OpenSearchException Unknown(string key)
        => Errors.IllegalArgument(
            $"unknown setting [{key}] please check that any required plugins are installed, or check the breaking changes documentation for removed settings");
}
