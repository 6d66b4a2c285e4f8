namespace Migration.Dashboard.Resources;


/// <summary>Section <c>Dashboard:ResourceService</c>: where the engine that started this dashboard tells of its resources.</summary>
internal sealed class ResourceServiceOptions
{
    public const string Section = "Dashboard:ResourceService";

    /// <value>Null where no engine tells anything: the dashboard then shows telemetry only.</value>
    public Uri? Url { get; set; }

    /// <value>What the engine wants to see in each request.</value>
    public string? Key { get; set; }
}
