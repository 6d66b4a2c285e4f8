namespace Migration.DataSync.Backfill;

/// <summary>How far the backfill has come, for whoever waits for it.</summary>
internal sealed class BackfillStatus
{
    private volatile string _description = "the backfill has not begun";
    private volatile bool _isComplete;

    public string Description => _description;

    public bool IsComplete => _isComplete;

    /// <summary>True once it is certain that waiting will not help.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Of the copy that is under way; null while none is.</summary>
    public BackfillProgress? Progress { get; private set; }

    public void Report(string description) => _description = description;

    public void Report(BackfillProgress progress)
    {
        Progress = progress;
        _description = $"backfill: {progress}";
    }

    public void Complete(string description)
    {
        Progress = null;
        _description = description;
        _isComplete = true;
    }

    public void Refuse(string reason)
    {
        _description = reason;
        IsRefused = true;
    }
}
