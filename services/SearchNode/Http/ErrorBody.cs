using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>Writes <c>{"error":{"root_cause":[…],"type":…,"reason":…},"status":…}</c>.</summary>
internal static class ErrorBody
{
    public static void Write(Utf8JsonWriter json, OpenSearchException error)
    {
        json.WriteStartObject();
        json.WritePropertyName("error");
        WriteError(json, error, withRoot: true);
        json.WriteNumber("status", error.Status);
        json.WriteEndObject();
    }

    /// <summary>The error as it stands inside a bulk item or a failed shard.</summary>
    public static void WriteError(Utf8JsonWriter json, OpenSearchException error, bool withRoot = false)
    {
        json.WriteStartObject();
        if (withRoot)
        {
            json.WriteStartArray("root_cause");
            WriteError(json, error.Root ?? Bare(error));
            json.WriteEndArray();
        }

        json.WriteString("type", error.ErrorType);
        json.WriteString("reason", error.Message);
        foreach (var (name, value) in error.Details)
        {
            WriteDetail(json, name, value);
        }

        if (error.Cause is { } cause)
        {
            json.WritePropertyName("caused_by");
            WriteError(json, cause);
        }

        json.WriteEndObject();
    }

    /// <summary>A root cause is written without what caused it in turn.</summary>
    private static OpenSearchException Bare(OpenSearchException error)
    {
        var bare = new OpenSearchException(error.Status, error.ErrorType, error.Message);
        foreach (var (name, value) in error.Details)
        {
            bare.With(name, value);
        }

        return bare;
    }

    private static void WriteDetail(Utf8JsonWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case Action<Utf8JsonWriter> write:
                write(json);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
