namespace Migration.Hosting.Runtime.Processes;

/// <summary>The id of one run of one application. Every process of it carries the id in its environment, however it was forked.</summary>
internal sealed class EnvironmentMark
{
    public const string VariableName = "MIGRATION_ENVIRONMENT_ID";

    public string Id { get; } = Guid.NewGuid().ToString("D");
}
