using Google.Protobuf.Collections;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

/// <summary>Takes values off the wire, cut down to the limits.</summary>
internal sealed class AttributeReader(TelemetryLimits limits)
{
    private const string ServiceName = "service.name";
    private const string ServiceInstanceId = "service.instance.id";

    public TelemetryResource ReadResource(Protos.Resource? resource)
    {
        var attributes = resource is null ? TelemetryAttributes.Empty : Read(resource.Attributes);
        var name = attributes.Text(ServiceName);
        return new TelemetryResource(
            string.IsNullOrWhiteSpace(name) ? TelemetryResource.UnknownService : name,
            attributes.Text(ServiceInstanceId) ?? string.Empty,
            attributes);
    }

    public TelemetryScope ReadScope(Protos.InstrumentationScope? scope)
        => scope is null ? TelemetryScope.None : new TelemetryScope(Text(scope.Name), Text(scope.Version), Read(scope.Attributes));

    public TelemetryAttributes Read(RepeatedField<Protos.KeyValue> items)
        => items.Count == 0
            ? TelemetryAttributes.Empty
            : new TelemetryAttributes(items.Take(limits.MaxAttributes).Select(item => KeyValuePair.Create(Text(item.Key), Value(item.Value))));

    public string Text(string text)
    {
        if (text.Length <= limits.MaxTextLength)
        {
            return text;
        }

        var splitsPair = char.IsHighSurrogate(text[limits.MaxTextLength - 1]);
        return text[..(splitsPair ? limits.MaxTextLength - 1 : limits.MaxTextLength)];
    }

    /// <summary>A log's body: text as it is, anything else as text.</summary>
    public string Body(Protos.AnyValue? body) => Text(TelemetryAttributes.TextOf(Value(body)));

    /// <summary>As deep as the parser lets a message nest.</summary>
    private object? Value(Protos.AnyValue? value) => value?.ValueCase switch
    {
        Protos.AnyValue.ValueOneofCase.StringValue => Text(value.StringValue),
        Protos.AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        Protos.AnyValue.ValueOneofCase.IntValue => value.IntValue,
        Protos.AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        Protos.AnyValue.ValueOneofCase.BytesValue => value.BytesValue.Span[..Math.Min(value.BytesValue.Length, limits.MaxTextLength)].ToArray(),
        Protos.AnyValue.ValueOneofCase.ArrayValue => value.ArrayValue.Values.Take(limits.MaxAttributes).Select(Value).ToArray(),
        Protos.AnyValue.ValueOneofCase.KvlistValue => Read(value.KvlistValue.Values),
        _ => null,
    };
}
