namespace Migration.Dashboard.Resources;


/// <summary>Whether the engine tells this dashboard of resources.</summary>
public enum ResourceLink
{
    /// <summary>There is no engine: the dashboard was started by itself, or beside another one.</summary>
    Absent,

    /// <summary>It is being called for the first time.</summary>
    Connecting,

    /// <summary>It tells each change as it happens.</summary>
    Connected,

    /// <summary>It told, and does not any more; it is called again and again.</summary>
    Lost,
}
