using System.Text.Json;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Aggregations;

/// <summary>A terms bucket's key: a string, or a number of a field.</summary>
internal readonly record struct BucketKey(string? Text, long Raw)
{
    public int Compare(BucketKey other) => Text is not null ? string.CompareOrdinal(Text, other.Text) : Raw.CompareTo(other.Raw);

    public void Write(Utf8JsonWriter json, FieldType? field)
    {
        json.WritePropertyName("key");
        if (Text is not null)
        {
            json.WriteStringValue(Text);
        }
        else if (field is null)
        {
            json.WriteNumberValue(Raw);
        }
        else
        {
            field.Write(json, Raw);
            if (field.Format(Raw) is { } shown)
            {
                json.WriteString("key_as_string", shown);
            }
        }
    }
}
