namespace Migration.Verdict.Watching;

/// <summary>Looks at an environment.</summary>
internal interface IWatchProbe
{
    /// <summary>One request of a user: how long it took, or why it failed. Never throws but when it is cancelled.</summary>
    public Task<RequestSample> RequestAsync(CancellationToken cancellationToken);

    /// <summary>What is looked at once a window. What cannot be seen is null.</summary>
    public Task<StateSample> LookAsync(CancellationToken cancellationToken);
}
