using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.RunConsole;

/// <summary>
/// Decides what is worth a word. Why something failed is told by the engine's notices; here is only how things stand. Used by one
/// caller at a time.
/// </summary>
internal sealed class RunNarrator(RunBoard board, IRunView view, TimeProvider timeProvider)
{
    private DateTimeOffset _notUpSince = timeProvider.GetUtcNow();
    private bool _wasUp;
    private bool _isUp;
    private DateTimeOffset? _stoppingSince;

    /// <summary>When the one who runs the application began to wait.</summary>
    public DateTimeOffset StartedAt
    {
        get => _notUpSince;
        init => _notUpSince = value;
    }

    public void Begin() => view.Update(board, change: null);

    public void Tell(ResourceEvent resourceEvent)
    {
        var change = board.Apply(resourceEvent, timeProvider.GetUtcNow());
        // On the way down each resource ends, and nobody needs to be told so.
        view.Update(board, _stoppingSince is null ? change : null);
        CheckUp();
    }

    public void Tell(RunMessage message) => view.Write(message);

    /// <summary>From now on nobody expects anything to come up.</summary>
    public void Stop()
    {
        _stoppingSince = timeProvider.GetUtcNow();
        view.Write(new RunMessage(RunMessageLevel.Notice, "Stopping. Ctrl-C again ends at once."));
    }

    /// <summary>Nothing more is to come.</summary>
    public void End()
    {
        if (_stoppingSince is { } since)
        {
            view.ShowStopped(board, timeProvider.GetUtcNow() - since);
        }
    }

    /// <summary>Says what is still missing, unless all is up.</summary>
    public void Remind()
    {
        if (!_isUp && _stoppingSince is null)
        {
            view.ShowPending(board, timeProvider.GetUtcNow() - _notUpSince);
        }
    }

    private void CheckUp()
    {
        if (board.IsUp == _isUp || _stoppingSince is not null)
        {
            return;
        }

        _isUp = board.IsUp;
        if (_isUp)
        {
            view.ShowUp(board, timeProvider.GetUtcNow() - _notUpSince, isFirst: !_wasUp);
            _wasUp = true;
        }
        else
        {
            _notUpSince = timeProvider.GetUtcNow();
        }
    }
}
