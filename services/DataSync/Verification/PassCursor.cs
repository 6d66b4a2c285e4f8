using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Verification;

/// <summary>How far the present background pass has come, kept in the target, so that a restart goes on there.</summary>
internal sealed class PassCursor(DatabasePair databases)
{
    public async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = databases.Target.CreateCommand("select last_id from sync_verification");
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    public async Task WriteAsync(long position, CancellationToken cancellationToken)
    {
        await using var command = databases.Target.CreateCommand(
            "insert into sync_verification (only_one, last_id) values (true, $1) on conflict (only_one) do update set last_id = excluded.last_id, updated_at = clock_timestamp()");
        command.Parameters.Add(new NpgsqlParameter { Value = position });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
