using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The model's list of resources.</summary>
internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public ResourceCollection()
    {
    }

    public ResourceCollection(IEnumerable<IResource> resources)
        : base([.. resources])
    {
    }

    protected override void InsertItem(int index, IResource item)
    {
        ThrowIfNameIsTaken(item, replaced: null);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, IResource item)
    {
        ThrowIfNameIsTaken(item, replaced: this[index]);
        base.SetItem(index, item);
    }

    private void ThrowIfNameIsTaken(IResource item, IResource? replaced)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (((IResourceCollection)this).TryGetByName(item.Name, out var existing) && !ReferenceEquals(existing, replaced))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{item.GetType()}' with name '{item.Name}' because resource of type '{existing.GetType()}' "
                + "with that name already exists. Resource names are case-insensitive.");
        }
    }
}
