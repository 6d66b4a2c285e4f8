using Migration.Verdict.Model;

namespace Migration.Verdict.Watching;

/// <summary>Watches an environment for a long time: requests at an even rate, all else once a window. A live line a second, a line a window for good.</summary>
internal sealed class Watch(IWatchProbe probe, WatchOptions options, TimeProvider time, WatchScreen screen)
{
    private HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Until the time is over, or it is ended: then what was seen is judged as it is, and little of it is INCONCLUSIVE.</summary>
    /// <exception cref="NoVerdictException">Journal or report cannot be written.</exception>
    public async Task<Outcome> RunAsync(CancellationToken cancellationToken)
    {
        var journal = WatchJournal.Open(options.Folder, new WatchHeader(options.Target, options.Duration, time.GetUtcNow()));
        var end = journal.Header.StartedAt + options.Duration;
        screen.Began(journal, end);
        try
        {
            while (time.GetUtcNow() < end)
            {
                var window = await RunWindowAsync(end, cancellationToken);
                journal.Add(window);
                screen.Ended(window);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Say("Ended before its time; started again with the same --output it goes on.");
        }

        var criteria = WatchJudge.Judge(journal.Header, journal.Windows);
        var outcome = criteria.ToOutcome();
        var path = WatchReport.Write(journal, criteria, outcome);
        if (time.GetUtcNow() >= end)
        {
            journal.Finish();
        }

        screen.Finished(criteria, outcome, path);
        return outcome;
    }

    private async Task<WatchWindow> RunWindowAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        var start = time.GetUtcNow();
        var begin = time.GetTimestamp();
        var recorder = new WindowRecorder();
        var left = end - start;

        // What is left after the last whole window is too little to be judged by itself.
        var length = left < 2 * options.Window ? left : options.Window;
        var requests = new List<Task>();
        for (var index = 0; ; index++)
        {
            var due = TimeSpan.FromSeconds((double)index / options.Rate);
            if (due >= length)
            {
                break;
            }

            if (due - time.GetElapsedTime(begin) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            requests.Add(SendAsync(recorder, cancellationToken));
            if (index % options.Rate == 0)
            {
                screen.Live(recorder, end - time.GetUtcNow());
                requests.RemoveAll(request => request.IsCompletedSuccessfully);
            }
        }

        await Task.WhenAll(requests);
        if (length - time.GetElapsedTime(begin) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, cancellationToken);
        }

        var state = await probe.LookAsync(cancellationToken);
        return recorder.ToWindow(start, time.GetElapsedTime(begin), state, CountOpenings(state));
    }

    private async Task SendAsync(WindowRecorder recorder, CancellationToken cancellationToken) => recorder.Add(await probe.RequestAsync(cancellationToken));

    private int? CountOpenings(StateSample state)
    {
        if (state.OpenBreakers is not { } open)
        {
            return null;
        }

        var before = _open;
        _open = open.ToHashSet(StringComparer.Ordinal);
        return open.Count(operation => !before.Contains(operation));
    }
}
