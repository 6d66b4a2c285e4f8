using Microsoft.AspNetCore.Http.Features;

namespace Migration.SearchNode.Http;

/// <summary>A path's segments, each unescaped by itself: a document id may hold an escaped slash.</summary>
internal static class PathSegments
{
    public static string[] Of(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is null || !target.StartsWith('/'))
        {
            return RouteTable.Split(context.Request.Path.Value ?? "/");
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        var segments = RouteTable.Split(query < 0 ? target : target[..query]);
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = Uri.UnescapeDataString(segments[i]);
        }

        return segments;
    }
}
