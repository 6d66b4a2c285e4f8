using System.Collections.Concurrent;

namespace Migration.Dashboard.Shell;

/// <summary>The colour of a resource: the same one on every page for as long as the dashboard runs.</summary>
public sealed class Palette
{
    private const int Colours = 8;

    private readonly ConcurrentDictionary<string, int> _known = new(StringComparer.Ordinal);
    private int _next = -1;

    /// <summary>The class that sets the colour: <c>c0</c> to <c>c7</c> of the style sheet.</summary>
    public string ClassOf(string resource) => $"c{_known.GetOrAdd(resource, _ => Interlocked.Increment(ref _next)) % Colours}";
}
