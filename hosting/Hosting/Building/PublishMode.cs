using Aspire.Hosting;

namespace Migration.Hosting.Building;

/// <summary>Publishing is part of the surface, so that a model can ask for it, but not yet of the engine.</summary>
internal static class PublishMode
{
    internal static void ThrowIfRequested(DistributedApplicationExecutionContext executionContext)
    {
        if (executionContext.IsPublishMode)
        {
            throw new DistributedApplicationException(
                "Publishing (--operation publish) is not supported by this engine. "
                + "Start without --operation to run the application, or build with -p:AspireHosting=packages to publish it with Aspire.");
        }
    }
}
