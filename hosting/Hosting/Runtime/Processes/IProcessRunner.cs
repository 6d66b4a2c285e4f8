namespace Migration.Hosting.Runtime.Processes;

/// <summary>Starts processes that cannot outlive the host.</summary>
internal interface IProcessRunner
{
    /// <summary>
    /// Starts a process in a session and process group of its own, registers it with the reaper and captures its output.
    /// Every line goes to <paramref name="onOutput"/>, in order for each of the two streams; a slow receiver never blocks the process.
    /// </summary>
    /// <exception cref="ProcessStartException">The program, its directory or its user does not exist, or may not be used.</exception>
    IProcessHandle Start(ProcessLaunch launch, Action<ProcessOutputLine> onOutput);
}
