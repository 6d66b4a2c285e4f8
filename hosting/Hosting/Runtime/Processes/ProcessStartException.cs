namespace Migration.Hosting.Runtime.Processes;

/// <summary>The operating system refused to start a program.</summary>
internal sealed class ProcessStartException(string cause, string cure, Exception? innerException = null)
    : Exception($"{cause} {cure}", innerException)
{
    /// <summary>What went wrong, one sentence.</summary>
    public string Cause { get; } = cause;

    /// <summary>What to do about it, one sentence.</summary>
    public string Cure { get; } = cure;
}
