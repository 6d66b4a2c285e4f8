using NpgsqlTypes;

namespace Migration.DataSync.Streams;

/// <summary>
/// For a slot that was lost: nobody but the applying session writes the target's tables, and all that was written there is in the source. A copy of the
/// source from then on is exact. Readers go on; writers wait until the copy is committed.
/// </summary>
internal sealed class Standstill(StreamDefinition other, Func<CancellationToken, Task> follow, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>False where the other way cannot be followed either: then nobody knows what was written.</summary>
    /// <exception cref="TimeoutException">The other way does not come to an end; the tables are free again.</exception>
    public async Task<bool> EnterAsync(Applier applier, StreamDefinition stream, CancellationToken cancellationToken)
    {
        if (await StreamPosition.ReadAsync(other, cancellationToken) is not { } position || (ulong)position == 0 || !await Slot.IsUsableAsync(other, position, cancellationToken))
        {
            return false;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = follow(ending.Token);
        try
        {
            // A backlog is drained before anybody has to wait.
            await PassedAsync(following, Timeout.InfiniteTimeSpan, cancellationToken);
            var tables = stream.Tables.SelectMany(table => table.Targets).Select(target => target.Name).Distinct(StringComparer.Ordinal);
            await applier.RunAsync([$"lock table {string.Join(", ", tables)} in share row exclusive mode"], cancellationToken);
            await PassedAsync(following, Patience, cancellationToken);
            return true;
        }
        finally
        {
            await ending.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PassedAsync(Task following, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var mark = other.Source.CreateCommand("select pg_logical_emit_message(true, 'datasync', 'standstill')");
        var position = (NpgsqlLogSequenceNumber)(await mark.ExecuteScalarAsync(cancellationToken))!;
        var started = time.GetTimestamp();
        while (await StreamPosition.ReadAsync(other, cancellationToken) is not { } applied || applied < position)
        {
            if (following.IsCompleted)
            {
#pragma warning disable VSTHRD003 // Begun by the caller, and ended: it says why.
                await following;
#pragma warning restore VSTHRD003
            }

            if (patience != Timeout.InfiniteTimeSpan && time.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"The stream '{other.Side.Stream}' has not come to an end within {patience.TotalSeconds:F0} s while writers waited for it.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
