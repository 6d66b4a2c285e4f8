using System.Globalization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The answer of a server that fails.</summary>
internal static class FaultAnswer
{
    public static async Task WriteAsync(HttpResponse response, StatusAttributes status)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        var trailers = status.Trailers.ToDictionary(trailer => trailer.Key, trailer => trailer.Value, StringComparer.OrdinalIgnoreCase);
        trailers[GrpcStatus.Header] = status.Number.ToString(CultureInfo.InvariantCulture);

        // Percent-encoded, because a header is ASCII.
        trailers[GrpcStatus.MessageHeader] = Uri.EscapeDataString(status.Message);
        if (status.TrailersOnly)
        {
            foreach (var (name, value) in trailers)
            {
                response.Headers[name] = value;
            }

            return;
        }

        await response.StartAsync(response.HttpContext.RequestAborted);
        foreach (var (name, value) in trailers)
        {
            response.AppendTrailer(name, value);
        }
    }
}
