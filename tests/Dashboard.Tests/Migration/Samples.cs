using System.Globalization;

namespace Migration.Dashboard.Tests.Migrating;

/// <summary>What the sources answer, in their own form.</summary>
internal static class Samples
{
    public const string Token = """{"access_token": "a-token", "token_type": "Bearer", "expires_in": 3600}""";

    public static string Flag(int version = 7, string percent = "10", bool enabled = true, string reason = "first step") => string.Create(CultureInfo.InvariantCulture, $$"""
        {"name": "marketplace", "enabled": {{(enabled ? "true" : "false")}}, "rollout_percent": {{percent}}, "canary_user_ids": [1, 2, 3], "deny_user_ids": [],
        "seed": "1", "shadow_percent": 5, "experiments": [{"name": "layout", "seed": "1", "variants": [{"name": "a", "weight": 1, "side": "microservice"}]}],
        "endpoint": null, "version": {{version}}, "updated_at": "2026-11-29T10:00:00.123456Z", "updated_by": "admin@example.test", "reason": "{{reason}}"}
        """);

    public const string Stale = """
        {"type": "about:blank", "status": 409, "code": "stale_version", "title": "Changed by somebody else", "detail": "Flag marketplace is at version 8.",
        "errors": [{"field": "expected_version", "value": "7", "rule": "the flag is at version 8: read it again before changing it"}]}
        """;

    public const string Proxies = """
        {"monolith-listings": {"name": "monolith-listings", "listen": "127.0.0.1:4001", "upstream": "127.0.0.1:50051", "enabled": true, "toxics": [], "protocol": "grpc"},
        "datasync-svetubd": {"name": "datasync-svetubd", "listen": "127.0.0.1:4002", "upstream": "127.0.0.1:5432", "enabled": false,
        "toxics": [{"name": "latency_downstream", "type": "latency", "stream": "downstream", "toxicity": 1, "attributes": {"latency": 300, "jitter": 0}}]}}
        """;

    public const string GrpcFaults = """
        [{"name": "status", "type": "status", "method": "*", "first": 0, "every": 0, "attributes": {"code": "UNAVAILABLE"}, "seen": 12, "struck": 12}]
        """;

    public const string SyncStatus = """
        {"backfill_complete": true, "backfill": "done", "streams": [
        {"stream": "forward", "trouble": null, "applied": "0/1A2B3C", "lag_bytes": 2048, "lag_seconds": 0.4, "held_bytes": 4096, "rows": 17},
        {"stream": "back", "trouble": "the slot is lost", "applied": null, "lag_bytes": -1, "lag_seconds": 12, "held_bytes": -1, "rows": 0}],
        "quarantine": {"c2c_listings": 49}, "conflicts": 2}
        """;

    public const string Report = """
        {"verdict": "DRIFT", "started_at": "2026-11-29T10:00:00Z", "seconds": 0.8, "listings": 1951, "documents": 1951, "explained": 49, "queries": 30, "repaired": 0,
        "findings": [{"id": 42, "verdict": "DRIFT", "what": "differs", "fields": [{"field": "title", "expected": "\"A\"", "actual": "\"B\""}],
        "repair": ["update listings set title = 'A' where id = 42"], "database": "listings-db"}]}
        """;

    public const string Review = """
        {"quarantine": [{"table": "c2c_listings", "id": 1017, "reasons": ["price_missing"], "at": "2026-11-29T09:59:00Z", "row": "{\"id\": 1017, \"price\": null}"}],
        "conflicts": [{"id": 3, "stream": "forward", "concept": "listing", "row_id": 1201, "field": "title", "kind": "changed", "source_value": "\"Old\"",
        "target_value": "\"New\"", "winner": "target", "decided_at": "2026-11-29T09:58:00Z"}]}
        """;

    public const string Shadow = """
        {"equal": 198, "different": 2, "failed": 1, "dropped": 0, "samples": [
        {"operation": "GetListing", "request": "1190", "at": "2026-11-29T09:59:30+00:00", "differences": [{"field": "title", "monolith": "Old title", "microservice": "New title"}]}]}
        """;

    public static string Explanation(string user, string version) => $$"""
        {"flag": "marketplace", "version": {{version}}, "user_id": {{user}}, "arm": "microservice", "reason": "percentage", "bucket": 4211, "seed": "1",
        "salt": "svetu/marketplace/1", "key": "u:{{user}}", "variants": null}
        """;

    public static string Verdict(string run, string outcome = "NoGo") => $$"""
        {"format": "migration-verdict/1", "run": "{{run}}", "startedAt": "2026-11-29T09:00:00+00:00", "seconds": 140.5, "source": "6c1e07c", "target": "an environment of its own",
        "machine": {"system": "Debian", "runtime": ".NET 10", "processor": "AMD EPYC", "cores": 2, "memoryMegabytes": 24576}, "outcome": "{{outcome}}",
        "criteria": [
        {"id": "smoke", "title": "Everything is there and answers", "severity": "Blocking", "state": "Pass", "actual": "8 of 8", "limit": "all", "samples": null, "value": 8, "reason": "", "checks": ["Smoke 1"]},
        {"id": "latency.p99", "title": "p99 below 200 ms", "severity": "Blocking", "state": "Fail", "actual": "231 ms", "limit": "< 200 ms", "samples": 6000, "value": "NaN", "reason": "too slow", "checks": []}],
        "suites": [], "zeroTraffic": []}
        """;
}
