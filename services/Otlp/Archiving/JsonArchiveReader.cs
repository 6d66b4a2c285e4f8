using System.Text;
using System.Text.Json;
using Migration.Otlp.Receiving;

namespace Migration.Otlp.Archiving;

/// <summary>OTLP as JSON, one request a line.</summary>
internal sealed class JsonArchiveReader(string path, ArchiveReceivers receivers)
{
    public int Read(Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        var count = 0;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                Receive(line);
                count++;
            }
            catch (Exception exception) when (exception is MalformedTelemetryException or JsonException)
            {
                throw new TelemetryArchiveException($"'{path}' is broken in line {number}: {exception.Message}", exception);
            }
        }

        return count;
    }

    private void Receive(string line)
    {
        var body = Encoding.UTF8.GetBytes(line);
        switch (FindSignal(body))
        {
            case "resourceSpans":
                receivers.Traces.Receive(receivers.Traces.ParseJson(body));
                break;
            case "resourceLogs":
                receivers.Logs.Receive(receivers.Logs.ParseJson(body));
                break;
            case "resourceMetrics":
                receivers.Metrics.Receive(receivers.Metrics.ParseJson(body));
                break;
            case var other:
                throw new JsonException($"It begins with '{other}', which is none of resourceSpans, resourceLogs and resourceMetrics.");
        }
    }

    private static string? FindSignal(byte[] body)
    {
        var json = new Utf8JsonReader(body);
        return json.Read() && json.TokenType == JsonTokenType.StartObject && json.Read() && json.TokenType == JsonTokenType.PropertyName
            ? json.GetString()
            : null;
    }
}
