namespace Migration.Dashboard.Access;

/// <summary>Section <c>Dashboard</c> of the configuration.</summary>
internal sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <value>What a browser shows once to log in. Generated at start if not set.</value>
    public string? BrowserToken { get; set; }

    /// <value>What a program sends in the header <c>x-api-key</c> to the HTTP API. The browser token if not set.</value>
    public string? ApiKey { get; set; }
}
