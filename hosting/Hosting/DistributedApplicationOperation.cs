namespace Aspire.Hosting;

/// <summary>What the application is built for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>The resources are started here.</summary>
    Run = 0,

    /// <summary>Deployment artefacts are written and nothing is started.</summary>
    Publish = 1,
}
