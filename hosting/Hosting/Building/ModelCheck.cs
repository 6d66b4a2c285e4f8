using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Building;

/// <summary>Finds, before anything starts, what would keep the model from ever coming up.</summary>
internal static class ModelCheck
{
    internal static void ThrowIfUnstartable(DistributedApplicationModel model)
    {
        ThrowIfWaitsForStrangers(model);
        WaitCycle.ThrowIfAny(model);
    }

    private static void ThrowIfWaitsForStrangers(DistributedApplicationModel model)
    {
        var known = model.Resources.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var resource in model.Resources)
        {
            var stranger = resource.Annotations.OfType<WaitAnnotation>().FirstOrDefault(wait => !known.Contains(wait.Resource));
            if (stranger is not null)
            {
                throw new Aspire.Hosting.DistributedApplicationException(
                    $"The resource '{resource.Name}' waits for '{stranger.Resource.Name}', which is not part of the application. "
                    + "Add that resource to the same builder, or remove the wait.");
            }
        }
    }
}
