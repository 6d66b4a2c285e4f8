using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Building;

/// <summary>Leaves the dashboard resource stopped where the options say so; nothing then waits for it.</summary>
internal static class DashboardSwitch
{
    internal static void Apply(DistributedApplicationModel model, DistributedApplicationOptions options)
    {
        if (!options.DisableDashboard)
        {
            return;
        }

        var dashboards = model.Resources.Where(DashboardAnnotation.IsOn).ToArray();
        foreach (var dashboard in dashboards)
        {
            dashboard.Annotations.Add(new ExplicitStartupAnnotation());
            dashboard.Annotations.Add(new ResourceSnapshotAnnotation(new CustomResourceSnapshot
            {
                ResourceType = "Dashboard",
                Properties = [],
                State = KnownResourceStates.NotStarted,
                IsHidden = true,
            }));
        }

        foreach (var resource in model.Resources)
        {
            var waits = resource.Annotations.OfType<WaitAnnotation>().Where(wait => dashboards.Contains(wait.Resource)).ToArray();
            foreach (var wait in waits)
            {
                resource.Annotations.Remove(wait);
            }
        }
    }
}
