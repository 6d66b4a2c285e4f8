using Npgsql;
using NpgsqlTypes;

namespace Migration.TrafficRouter.Flags;

/// <summary>Flags in the tables <c>routing_flags</c> and <c>routing_flag_history</c>, told of on the channel <c>routing_flags</c>.</summary>
public sealed class PostgresFlagStore(NpgsqlDataSource database) : IFlagStore
{
    private const string Channel = "routing_flags";
    private const string Values = "enabled, rollout_percent, canary_user_ids, deny_user_ids, seed, shadow_percent, experiments::text, endpoint";
    private const string Current = $"select name, version, updated_at, updated_by, reason, {Values} from routing_flags";
    private const string Past = $"select name, version, changed_at, changed_by, reason, {Values} from routing_flag_history";

    /// <summary>A listening connection that has been silent for so long is asked whether it still lives.</summary>
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<FlagDefinition>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Current);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<FlagDefinition?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Current} where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<FlagDefinition?> FindAsync(string name, long version, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Past} where name = $1 and version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<FlagDefinition>> HistoryAsync(string name, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Past} where name = $1 order by version desc limit $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<FlagDefinition> WriteAsync(FlagDefinition flag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flag);
        const string Update = $"""
            update routing_flags
            set version = $2, enabled = $3, rollout_percent = $4, canary_user_ids = $5, deny_user_ids = $6, seed = $7,
                shadow_percent = $8, experiments = $9::jsonb, endpoint = $10, updated_by = $11, reason = $12
            where name = $1 and version = $2 - 1
            returning name, version, updated_at, updated_by, reason, {Values}
            """;
        await using var command = database.CreateCommand(Update);
        Bind(command.Parameters, flag);
        var written = await ReadAsync(command, cancellationToken);
        return written.Count == 1
            ? written[0]
            : throw new StaleVersionException(flag.Name, flag.Version - 1, (await FindAsync(flag.Name, cancellationToken))?.Version);
    }

    public async Task ListenAsync(Action changed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, _) => changed();
        await ExecuteAsync(connection, $"listen {Channel}", cancellationToken);

        // What was told before the channel was open was told to nobody.
        changed();
        while (true)
        {
            if (!await connection.WaitAsync(Silence, cancellationToken))
            {
                await ExecuteAsync(connection, "select 1", cancellationToken);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Bind(NpgsqlParameterCollection parameters, FlagDefinition flag)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = flag.Name });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = flag.Version });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = flag.Enabled });
        parameters.Add(new NpgsqlParameter<decimal> { TypedValue = flag.RolloutPercent });
        parameters.Add(new NpgsqlParameter { Value = flag.CanaryUserIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        parameters.Add(new NpgsqlParameter { Value = flag.DenyUserIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = flag.Seed });
        parameters.Add(new NpgsqlParameter<decimal> { TypedValue = flag.ShadowPercent });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = ExperimentsJson.Write(flag.Experiments) });
        parameters.Add(new NpgsqlParameter { Value = (object?)flag.Endpoint ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = flag.UpdatedBy });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = flag.Reason });
    }

    private static async Task<IReadOnlyList<FlagDefinition>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var flags = new List<FlagDefinition>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            flags.Add(new FlagDefinition
            {
                Name = row.GetString(0),
                Version = row.GetInt64(1),
                UpdatedAt = row.GetDateTime(2),
                UpdatedBy = row.GetString(3),
                Reason = row.GetString(4),
                Enabled = row.GetBoolean(5),
                RolloutPercent = row.GetDecimal(6),
                CanaryUserIds = await row.GetFieldValueAsync<long[]>(7, cancellationToken),
                DenyUserIds = await row.GetFieldValueAsync<long[]>(8, cancellationToken),
                Seed = row.GetString(9),
                ShadowPercent = row.GetDecimal(10),
                Experiments = ExperimentsJson.Read(row.GetString(11)),
                Endpoint = await row.IsDBNullAsync(12, cancellationToken) ? null : row.GetString(12),
            });
        }

        return flags;
    }
}
