namespace Migration.TestSupport.Environments;

/// <summary>How an environment is started for tests.</summary>
public sealed class MigrationEnvironmentOptions
{
    /// <value>Until every resource is healthy. Default 90 s: some twenty times what it takes on two idle cores.</value>
    public TimeSpan StartDeadline { get; set; } = TimeSpan.FromSeconds(90);

    /// <value>Until another assembly's environment has ended. Default 15 minutes.</value>
    public TimeSpan LockDeadline { get; set; } = TimeSpan.FromMinutes(15);

    /// <value>AppHost's command line, such as <c>--Seed:Listings=100</c>. Default none.</value>
    public string[] Arguments { get; set; } = [];

    /// <value>Changes the model before it is built. Default nothing.</value>
    public Action<IDistributedApplicationTestingBuilder>? Configure { get; set; }

    /// <value>
    /// Whether AppHost's dashboard starts too; the services then send their telemetry there, and <c>--AppHost:BrowserToken</c> among the
    /// arguments opens it. Default false.
    /// </value>
    public bool HasDashboard { get; set; }

    /// <value>Where the services send their telemetry instead of to this process: OTLP/gRPC. Default to this process.</value>
    public Uri? TelemetryAddress { get; set; }

    /// <value>Told what takes its time. Default nobody.</value>
    public Action<string>? Say { get; set; }
}
