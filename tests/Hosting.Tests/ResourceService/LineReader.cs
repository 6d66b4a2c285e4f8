using System.Text.Json;

namespace Migration.Hosting.Tests.ResourceService;

/// <summary>Reads a stream line by line and passes over the pings.</summary>
internal sealed class LineReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private LineReader(HttpResponseMessage response, StreamReader reader)
    {
        _response = response;
        _reader = reader;
    }

    public static async Task<LineReader> OpenAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new LineReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
    }

    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var message = JsonSerializer.Deserialize<JsonElement>(line);
            if (message.Text("type") != "ping")
            {
                return message;
            }
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <summary>Reads until a resource satisfies a condition.</summary>
    public async Task<JsonElement> ReadResourceAsync(string name, Func<JsonElement, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var resource in (await ReadAsync(cancellationToken)).GetProperty("resources").EnumerateArray())
            {
                if (resource.Text("name") == name && condition(resource))
                {
                    return resource;
                }
            }
        }
    }

    /// <summary>Reads as many console lines.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadLinesAsync(int count, CancellationToken cancellationToken)
    {
        var lines = new List<JsonElement>();
        while (lines.Count < count)
        {
            lines.AddRange((await ReadAsync(cancellationToken)).GetProperty("lines").EnumerateArray());
        }

        return lines;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
