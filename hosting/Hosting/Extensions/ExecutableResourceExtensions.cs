using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finds programs in a model.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>Finds the programs of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The programs.</returns>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ExecutableResource>();
    }
}
