using Migration.Monolith.Database;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.Routing;

/// <summary>Writes the flag row where it is missing, and never touches one that is there.</summary>
internal sealed partial class RoutingFlagSeed(RoutingSettings settings, ILogger<RoutingFlagSeed> logger)
{
    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Insert = """
            insert into routing_flags (name, enabled, rollout_percent, canary_user_ids, endpoint, updated_by, reason)
            values ($1, $2, $3, $4, $5, 'settings', 'first start')
            on conflict (name) do nothing
            """;
        await using var command = new NpgsqlCommand(Insert, connection);
        command.Parameters
            .Text(RoutingFlags.Marketplace)
            .Typed(settings.Enabled, NpgsqlDbType.Boolean)
            .Number(settings.RolloutPercent)
            .Typed(settings.CanaryUserIds.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            .Text(settings.Endpoint);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            LogSeeded(logger, RoutingFlags.Marketplace, settings.Enabled, settings.RolloutPercent, settings.CanaryUserIds.Count);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Routing flag {Flag} created: enabled {Enabled}, {Percent} %, {Canaries} canary users")]
    private static partial void LogSeeded(ILogger logger, string flag, bool enabled, decimal percent, int canaries);
}
