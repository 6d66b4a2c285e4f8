using Migration.DataSync.Databases;
using Npgsql;

namespace Migration.DataSync.Verification;

/// <summary>
/// How far the present background pass has come, kept in the target, so that a restart goes on there. 0 is the beginning, as an earlier version, which
/// knew no ids below it, wrote down; where a slice ends there, a restart compares those below once more.
/// </summary>
internal sealed class PassCursor(DatabasePair databases)
{
    /// <summary>Null at the beginning.</summary>
    public async Task<long?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = databases.Target.CreateCommand("select last_id from sync_verification");
        return await command.ExecuteScalarAsync(cancellationToken) is long position and not 0 ? position : null;
    }

    public async Task WriteAsync(long? position, CancellationToken cancellationToken)
    {
        await using var command = databases.Target.CreateCommand(
            "insert into sync_verification (only_one, last_id) values (true, $1) on conflict (only_one) do update set last_id = excluded.last_id, updated_at = clock_timestamp()");
        command.Parameters.Add(new NpgsqlParameter { Value = position ?? 0 });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
