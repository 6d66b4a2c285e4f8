namespace Migration.Hosting.Runtime;

/// <summary>The signals the engine sends. The values are the POSIX numbers, equal on Linux and macOS.</summary>
internal enum ProcessSignal
{
    /// <summary>SIGHUP.</summary>
    Hangup = 1,

    /// <summary>SIGINT: PostgreSQL's fast shutdown. A .NET process started from a script may ignore it.</summary>
    Interrupt = 2,

    /// <summary>SIGQUIT: PostgreSQL's immediate shutdown.</summary>
    Quit = 3,

    /// <summary>SIGKILL: cannot be refused.</summary>
    Kill = 9,

    /// <summary>SIGTERM: what services are asked to end with.</summary>
    Terminate = 15,
}
