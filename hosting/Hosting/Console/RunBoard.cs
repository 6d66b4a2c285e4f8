using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.RunConsole;

/// <summary>What the console knows: a row for every instance of every resource that runs, in the order of the model.</summary>
internal sealed class RunBoard
{
    private readonly List<RunRow> _rows;

    public RunBoard(DistributedApplicationModel model) =>
        _rows = [.. model.Resources.Where(Counts).Select(resource => new RunRow(resource.Name, resource))];

    /// <summary>All rows, parts of other resources included.</summary>
    public IReadOnlyList<RunRow> Rows => _rows;

    /// <summary>The rows of the table: no parts of other resources.</summary>
    public IEnumerable<RunRow> Shown => _rows.Where(row => !row.IsPart && !row.IsSilent);

    /// <summary>What is in the way of an application that is up.</summary>
    public IEnumerable<RunRow> Unsettled => _rows.Where(row => !row.IsSettled);

    public bool IsUp => _rows.TrueForAll(row => row.IsSettled);

    /// <summary>Takes in an event. Null when it changes nothing that is worth a word.</summary>
    public RunChange? Apply(ResourceEvent resourceEvent, DateTimeOffset now)
    {
        if (resourceEvent.Snapshot.IsHidden)
        {
            _rows.RemoveAll(row => row.Resource == resourceEvent.Resource);
            return null;
        }

        if (!Counts(resourceEvent.Resource))
        {
            return null;
        }

        var before = FindRow(resourceEvent);
        var after = RunRowReader.Read(before, resourceEvent, now);
        Replace(before, after);
        return before.Phase == after.Phase ? null : new RunChange(before, after);
    }

    /// <summary>The names of the dependencies that a resource waits for.</summary>
    public IEnumerable<string> BlockersOf(RunRow row)
    {
        var dependencies = row.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);
        return dependencies.Where(dependency => _rows.Exists(other => other.Resource == dependency && !other.IsSettled))
            .Select(dependency => dependency.Name).Distinct(StringComparer.Ordinal);
    }

    /// <summary>A value has no life of its own: it is a row only where something that was started owns it.</summary>
    private static bool Counts(IResource resource) => resource is not (IResourceWithoutLifetime or ParameterResource);

    private RunRow FindRow(ResourceEvent resourceEvent)
    {
        var ofResource = _rows.FindAll(row => row.Resource == resourceEvent.Resource);
        var known = ofResource.Find(row => string.Equals(row.Id, resourceEvent.ResourceId, StringComparison.OrdinalIgnoreCase));
        if (known is not null)
        {
            return known;
        }

        // The row that stood for the resource before its instances had ids becomes the first of them.
        var placeholder = ofResource.Find(row => string.Equals(row.Id, row.Resource.Name, StringComparison.OrdinalIgnoreCase));
        return placeholder ?? Insert(new RunRow(resourceEvent.ResourceId, resourceEvent.Resource), after: ofResource.LastOrDefault());
    }

    private RunRow Insert(RunRow row, RunRow? after)
    {
        _rows.Insert(after is null ? _rows.Count : _rows.IndexOf(after) + 1, row);
        return row;
    }

    private void Replace(RunRow before, RunRow after)
    {
        _rows[_rows.IndexOf(before)] = after;
        if (_rows.Count(row => row.Resource == after.Resource) > 1)
        {
            for (var i = 0; i < _rows.Count; i++)
            {
                _rows[i] = _rows[i].Resource == after.Resource ? _rows[i] with { Name = _rows[i].Id } : _rows[i];
            }
        }
    }
}
