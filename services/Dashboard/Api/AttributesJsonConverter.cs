using System.Text.Json;
using System.Text.Json.Serialization;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Api;

/// <summary>Attributes as a JSON object: <c>{"http.route":"/listings/{id}","http.response.status_code":200}</c>.</summary>
internal sealed class AttributesJsonConverter : JsonConverter<TelemetryAttributes>
{
    public override TelemetryAttributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException("Attributes are written, never read.");

    public override void Write(Utf8JsonWriter writer, TelemetryAttributes value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var item in value)
        {
            writer.WritePropertyName(item.Key);
            WriteValue(writer, item.Value, options);
        }

        writer.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter writer, object? value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case TelemetryAttributes map:
                Write(writer, map, options);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var element in list)
                {
                    WriteValue(writer, element, options);
                }

                writer.WriteEndArray();
                break;
            default:
                JsonSerializer.Serialize(writer, value, options);
                break;
        }
    }
}
