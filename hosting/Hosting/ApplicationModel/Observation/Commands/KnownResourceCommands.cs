namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands that the engine gives to resources.</summary>
public static class KnownResourceCommands
{
    /// <summary>Forgets a parameter's value.</summary>
    public static readonly string DeleteParameterCommand = "delete-parameter";

    /// <summary>Stops a project, builds it and starts it again.</summary>
    public static readonly string RebuildCommand = "rebuild";

    /// <summary>Stops and starts a resource.</summary>
    public static readonly string RestartCommand = "restart";

    /// <summary>Gives a parameter a value.</summary>
    public static readonly string SetParameterCommand = "set-parameter";

    /// <summary>Starts a stopped resource, or one that still waits for others.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops a running resource.</summary>
    public static readonly string StopCommand = "stop";
}
