using System.Globalization;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Positions;
using Npgsql;

namespace Migration.Monolith.Routing;

/// <summary>
/// How far the microservice has applied what svetubd wrote: a slot is confirmed only after the change has been committed over
/// there. Nothing is known of the other direction, and nothing where no slot is being read.
/// </summary>
internal sealed class SvetubdProgress(NpgsqlDataSource database) : IReplicationProgress
{
    private const string Confirmed = """
        select min(confirmed_flush_lsn) >= $1::pg_lsn from pg_replication_slots
        where slot_type = 'logical' and database = current_database() and active and not temporary
        """;

    public async ValueTask<string?> CurrentAsync(Side side, CancellationToken cancellationToken)
    {
        if (side != Side.Monolith)
        {
            return null;
        }

        await using var command = database.CreateCommand("select pg_current_wal_insert_lsn()::text");
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask<bool?> HasAppliedAsync(WritePosition write, CancellationToken cancellationToken)
    {
        if (write.Side != Side.Monolith || !IsPosition(write.Position))
        {
            return null;
        }

        await using var command = database.CreateCommand(Confirmed);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = write.Position! });
        return await command.ExecuteScalarAsync(cancellationToken) as bool?;
    }

    /// <summary><c>16/B374D848</c>: the cookie says anything, the database is asked only about positions.</summary>
    private static bool IsPosition(string? text)
        => text?.Split('/') is [{ Length: <= 8 } high, { Length: <= 8 } low]
            && uint.TryParse(high, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
            && uint.TryParse(low, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
