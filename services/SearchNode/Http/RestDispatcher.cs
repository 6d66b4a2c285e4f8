using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Migration.SearchNode.Http;

/// <summary>Takes every request: finds its operation, reads it, answers it, and words every failure as OpenSearch does.</summary>
internal sealed partial class RestDispatcher(
    RouteTable routes, RequestMemory memory, NodeOptions options, NodeReadiness readiness, ILogger<RestDispatcher> logger)
{
    /// <summary>What every operation takes; see "common REST parameters".</summary>
    private static readonly FrozenSet<string> CommonParameters = new[]
    {
        "pretty", "human", "error_trace", "filter_path", "source", "source_content_type", "format",
    }.ToFrozenSet(StringComparer.Ordinal);

    public async Task DispatchAsync(HttpContext context)
    {
        RestResponse response;
        try
        {
            response = await AnswerAsync(context);
            response = Shape(context.Request, response);
        }
        catch (OpenSearchException error)
        {
            response = Shape(context.Request, RestResponse.Error(error));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException error)
        {
            response = RestResponse.Error(new OpenSearchException(error.StatusCode, "illegal_argument_exception", error.Message, error));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.Failed(logger, context.Request.Method, context.Request.Path, error);
            response = RestResponse.Error(new OpenSearchException(500, "exception", $"{error.GetType().Name}: {error.Message}", error));
        }

        await WriteAsync(context, response);
    }

    private async Task<RestResponse> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var match = routes.Find(request.Method, PathSegments.Of(context));
        if (match.Route is not { } route)
        {
            return NoRoute(context, match.AllowedMethods);
        }

        CheckParameters(request, route, match.PathValues);
        if (!route.BeforeRecovery)
        {
            await readiness.WaitAsync(context.RequestAborted);
        }

        using var body = await RequestBody.ReadAsync(request, memory, options.MaxContentLength);
        return await route.Handle(new RestRequest(context, match.PathValues, body.Bytes));
    }

    private static RestResponse NoRoute(HttpContext context, IReadOnlyCollection<string> allowed)
    {
        var request = context.Request;
        var uri = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? request.Path;
        if (allowed.Count == 0)
        {
            throw Errors.IllegalArgument($"no handler found for uri [{uri}] and method [{request.Method}]: it is not supported by this node");
        }

        var methods = string.Join(", ", allowed);
        context.Response.Headers.Allow = methods.Replace(" ", string.Empty, StringComparison.Ordinal);
        return HttpMethods.IsOptions(request.Method)
            ? RestResponse.Empty(200)
            : RestResponse.Json(405, json =>
            {
                json.WriteStartObject();
                json.WriteString("error", $"Incorrect HTTP method for uri [{uri}] and method [{request.Method}], allowed: [{methods}]");
                json.WriteNumber("status", 405);
                json.WriteEndObject();
            });
    }

    private static void CheckParameters(HttpRequest request, RestRoute route, IReadOnlyDictionary<string, string> pathValues)
    {
        var unknown = request.Query.Keys
            .Where(name => !route.Parameters.Contains(name) && !CommonParameters.Contains(name) && !pathValues.ContainsKey(name))
            .ToArray();
        if (unknown.Length > 0)
        {
            var names = string.Join(", ", unknown.Select(name => $"[{name}]"));
            throw Errors.IllegalArgument($"request [{request.Path}] contains unrecognized parameter{(unknown.Length > 1 ? "s" : string.Empty)}: {names}");
        }
    }

    private static RestResponse Shape(HttpRequest request, RestResponse response)
        => response.IsJson && !response.Body.IsEmpty ? BodyFormat.Convert(request, Select(request, response)) : response;

    /// <summary>Applies <c>filter_path</c> and <c>pretty</c>.</summary>
    private static RestResponse Select(HttpRequest request, RestResponse response)
    {
        if (request.Query.Count == 0)
        {
            return response;
        }

        var filter = request.Query["filter_path"].ToString();
        var pretty = request.Query.TryGetValue("pretty", out var wanted) && !string.Equals(wanted, "false", StringComparison.Ordinal);
        if (filter.Length == 0 && !pretty)
        {
            return response;
        }

        var node = JsonNode.Parse(response.Body.Span);
        node = filter.Length > 0 ? FilterPath.Apply(node, filter) : node;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, pretty ? JsonFormat.Indented : JsonFormat.Compact))
        {
            node!.WriteTo(json);
        }

        if (pretty)
        {
            stream.WriteByte((byte)'\n');
        }

        return RestResponse.Json(response.Status, stream.ToArray());
    }

    private static async Task WriteAsync(HttpContext context, RestResponse response)
    {
        var http = context.Response;
        http.StatusCode = response.Status;
        http.ContentType = response.ContentType;
        http.ContentLength = response.Body.Length;
        if (response.Location is { } location)
        {
            http.Headers.Location = location;
        }

        if (context.Request.Headers.TryGetValue("X-Opaque-Id", out var opaqueId))
        {
            http.Headers["X-Opaque-Id"] = opaqueId;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await http.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed", EventName = "RequestFailed")]
        public static partial void Failed(ILogger logger, string method, string path, Exception error);
    }
}
