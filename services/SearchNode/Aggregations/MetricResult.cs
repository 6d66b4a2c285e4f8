using System.Text.Json;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Aggregations;

/// <summary>The outcome of a metric. Nothing found is null, or zero where zero is meant.</summary>
internal sealed class MetricResult(string name, JsonElement? meta, string type, MetricState state) : AggregationResult(name, meta)
{
    /// <summary>A date's numbers are also written as dates.</summary>
    public DateFieldType? Field { get; init; }

    public override string TypedPrefix => type;

    public override AggregationResult With(AggregationResult other)
        => other is MetricResult metric ? new MetricResult(Name, Meta, type, state.With(metric.State)) { Field = Field ?? metric.Field } : this;

    private MetricState State => state;

    protected override void WriteBody(Utf8JsonWriter json, bool typedKeys)
    {
        switch (type)
        {
            case "value_count":
                json.WriteNumber("value", state.Count);
                break;
            case "stats":
                json.WriteNumber("count", state.Count);
                WriteNumber(json, "min", state.Count == 0 ? null : state.Min);
                WriteNumber(json, "max", state.Count == 0 ? null : state.Max);
                WriteNumber(json, "avg", state.Count == 0 ? null : state.Average);
                WriteNumber(json, "sum", state.Sum);
                if (state.Count > 0)
                {
                    WriteDate(json, "min", state.Min);
                    WriteDate(json, "max", state.Max);
                    WriteDate(json, "avg", state.Average);
                    WriteDate(json, "sum", state.Sum);
                }

                break;
            default:
                var value = state.Count == 0 && type is not "sum" ? (double?)null : state.Value(type);
                WriteNumber(json, "value", value);
                if (value is { } present)
                {
                    WriteDate(json, "value", present);
                }

                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
        {
            JsonNumbers.Write(json, number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private void WriteDate(Utf8JsonWriter json, string name, double value)
    {
        if (Field is not null && value >= -62_135_596_800_000 && value < 253_402_300_800_000)
        {
            json.WriteString(name + "_as_string", Field.Format((long)value));
        }
    }
}
