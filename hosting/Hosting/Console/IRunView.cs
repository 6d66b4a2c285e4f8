namespace Migration.Hosting.RunConsole;

/// <summary>How a run is shown: as a table that changes in place, or as lines.</summary>
internal interface IRunView
{
    /// <summary>Shows while <paramref name="body"/> runs; all other calls come from within it, one at a time.</summary>
    Task RunAsync(Func<Task> body);

    /// <summary>The board has changed.</summary>
    /// <param name="board">All that is known.</param>
    /// <param name="change">The change, if it is worth a word.</param>
    void Update(RunBoard board, RunChange? change);

    /// <summary>Something to be read and kept.</summary>
    void Write(RunMessage message);

    /// <summary>Everything is up, for the first time or again.</summary>
    /// <param name="board">All that is known.</param>
    /// <param name="elapsed">The time that it took, from the start or from the moment when something was not up any more.</param>
    /// <param name="isFirst">Whether it is the first time.</param>
    void ShowUp(RunBoard board, TimeSpan elapsed, bool isFirst);

    /// <summary>It takes long, and nothing was said for a while.</summary>
    /// <param name="board">All that is known.</param>
    /// <param name="elapsed">The time since the start.</param>
    void ShowPending(RunBoard board, TimeSpan elapsed);

    /// <summary>Everything has been stopped.</summary>
    /// <param name="board">All that is known.</param>
    /// <param name="elapsed">The time that it took.</param>
    void ShowStopped(RunBoard board, TimeSpan elapsed);

    /// <summary>The process ends in the middle of everything: leaves the terminal as it was found.</summary>
    void Abandon();
}
