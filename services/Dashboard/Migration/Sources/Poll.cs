using System.Threading.Channels;

namespace Migration.Dashboard.Migrating.Sources;

/// <summary>
/// Asks one source again and again, by itself: a source that is slow or dead keeps nobody but its own reading waiting. One that fails is
/// asked more and more rarely, until it answers again or somebody wants to know.
/// </summary>
/// <param name="ask">Gives the value, or throws <see cref="SourceException"/>; has its own deadline.</param>
/// <param name="every">Between two answers.</param>
/// <param name="time">The clock.</param>
internal sealed class Poll<T>(Func<CancellationToken, Task<T>> ask, TimeSpan every, TimeProvider time) : IPoll
    where T : class
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    private readonly Channel<bool> _kicks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile Reading<T> _last = new(null, null, null);

    public Reading<T> Last => _last;

    public void Kick() => _kicks.Writer.TryWrite(true);

    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            failures = await AskAsync(cancellationToken) ? 0 : failures + 1;
            changed();
            await PauseAsync(Pause(failures), cancellationToken);
        }
    }

    internal TimeSpan Pause(int failures)
    {
        var pause = every * Math.Pow(2, Math.Min(failures, 10));
        return failures == 0 || pause < s_longest ? pause : TimeSpan.FromTicks(Math.Max(s_longest.Ticks, every.Ticks));
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            _last = new Reading<T>(await ask(cancellationToken), time.GetUtcNow(), null);
            return true;
        }
        catch (SourceException failure)
        {
            _last = _last with { Problem = failure.Message };
            return false;
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var kick = _kicks.Reader.ReadAsync(enough.Token).AsTask();
        await Task.WhenAny(kick, Task.Delay(pause, time, enough.Token));
        await enough.CancelAsync();
    }
}
