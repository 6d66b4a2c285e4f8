using System.Collections.Frozen;

namespace Migration.SearchNode.Http;

/// <summary>
/// OpenSearch's paths. A literal segment wins over a parameter, and a first segment that starts with an underscore is
/// never an index name (but for <c>_all</c>), so that <c>/_search</c> and <c>/{index}</c> live side by side.
/// </summary>
internal sealed class RouteTable
{
    private readonly RouteNode _root = new();

    public void Map(string methods, string template, Func<RestRequest, Task<RestResponse>> handle, params string[] parameters)
        => Map(methods, new RestRoute(template, handle, parameters.ToFrozenSet(StringComparer.Ordinal)));

    public void Map(string methods, string template, Func<RestRequest, RestResponse> handle, params string[] parameters)
        => Map(methods, template, request => Task.FromResult(handle(request)), parameters);

    public void Map(string methods, RestRoute route)
    {
        var node = _root;
        var names = new List<string>();
        foreach (var segment in Split(route.Template))
        {
            if (segment[0] == '{')
            {
                names.Add(segment[1..^1]);
                node = node.Parameter ??= new RouteNode();
            }
            else
            {
                if (!node.Literals.TryGetValue(segment, out var next))
                {
                    node.Literals[segment] = next = new RouteNode();
                }

                node = next;
            }
        }

        foreach (var method in methods.Split(','))
        {
            node.Routes.Add(method, (route, names.ToArray()));
        }
    }

    public RouteMatch Find(string method, IReadOnlyList<string> segments)
    {
        var allowed = new SortedSet<string>(StringComparer.Ordinal);
        var values = new List<string>();
        return Find(_root, segments, values, (method, allowed)) ?? new RouteMatch(null, FrozenDictionary<string, string>.Empty, allowed);
    }

    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static RouteMatch? Find(RouteNode node, IReadOnlyList<string> segments, List<string> values, (string Method, SortedSet<string> Allowed) wanted)
    {
        return FindFrom(node, 0);

        RouteMatch? FindFrom(RouteNode at, int index)
        {
            if (index == segments.Count)
            {
                if (at.Routes.TryGetValue(wanted.Method, out var found))
                {
                    var named = found.Names.Zip(values).ToFrozenDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
                    return new RouteMatch(found.Route, named, wanted.Allowed);
                }

                wanted.Allowed.UnionWith(at.Routes.Keys);
                return null;
            }

            var segment = segments[index];
            if (at.Literals.TryGetValue(segment, out var literal) && FindFrom(literal, index + 1) is { } match)
            {
                return match;
            }

            if (at.Parameter is null || (index == 0 && segment[0] == '_' && !segment.StartsWith("_all", StringComparison.Ordinal)))
            {
                return null;
            }

            values.Add(segment);
            var below = FindFrom(at.Parameter, index + 1);
            if (below is null)
            {
                values.RemoveAt(values.Count - 1);
            }

            return below;
        }
    }
}
