namespace Migration.FaultProxy.Grpc;

/// <summary>The server's headers and trailers, on to the client unchanged.</summary>
internal static class ResponseHeaders
{
    public static void Copy(HttpResponseMessage response, IHeaderDictionary headers)
    {
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            headers[name] = values.ToArray();
        }

        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            headers[name] = values.ToArray();
        }
    }

    public static void CopyTrailers(HttpResponseMessage response, HttpResponse destination)
    {
        foreach (var (name, values) in response.TrailingHeaders.NonValidated)
        {
            destination.AppendTrailer(name, values.ToArray());
        }
    }
}
