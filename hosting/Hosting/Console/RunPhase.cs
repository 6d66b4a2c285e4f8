namespace Migration.Hosting.RunConsole;

/// <summary>How far a resource is, as the one who runs the application sees it.</summary>
internal enum RunPhase
{
    /// <summary>Nothing is known yet.</summary>
    Pending,

    /// <summary>Held back until another resource is ready.</summary>
    Waiting,

    /// <summary>On its way: not running yet, or running and not healthy so far.</summary>
    Starting,

    /// <summary>Running, and every health check says so.</summary>
    Healthy,

    /// <summary>Was healthy and is not any more.</summary>
    Unhealthy,

    /// <summary>Ran to its end, as it should.</summary>
    Done,

    /// <summary>Not to be started until somebody asks for it.</summary>
    Parked,

    /// <summary>Stopped, or about to, because somebody wanted it.</summary>
    Stopped,

    /// <summary>Did not start, or ended by an error.</summary>
    Failed,
}
