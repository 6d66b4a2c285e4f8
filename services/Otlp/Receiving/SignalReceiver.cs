using System.Buffers;
using Google.Protobuf;
using Migration.Otlp.Archiving;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Receiving;

/// <summary>What one signal needs to be received: its two encodings in, the store, its answer out. The same for gRPC and HTTP.</summary>
internal abstract class SignalReceiver<TRequest, TResponse>(TelemetryStore store, TelemetryArchive? archive)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    private static readonly MessageParser<TRequest> BinaryParser = new(() => new TRequest());
    private static readonly JsonParser TextParser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    protected TelemetryStore Store => store;

    /// <exception cref="MalformedTelemetryException">It is no such message.</exception>
    public static TRequest ParseBinary(ReadOnlySequence<byte> message)
    {
        try
        {
            return BinaryParser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new MalformedTelemetryException($"The body is no {typeof(TRequest).Name}: {exception.Message}", exception);
        }
    }

    /// <exception cref="MalformedTelemetryException">It is no such message.</exception>
    public TRequest ParseJson(ReadOnlyMemory<byte> message)
    {
        try
        {
            var request = TextParser.Parse<TRequest>(System.Text.Encoding.UTF8.GetString(message.Span));
            DecodeIds(request);
            return request;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException
            or FormatException or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw new MalformedTelemetryException($"The body is no {typeof(TRequest).Name} as JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Keeps what is valid and says in the answer what was not.</summary>
    public TResponse Receive(TRequest request)
    {
        archive?.Record(request);
        var outcome = new ExportOutcome();
        Keep(request, outcome);
        return outcome.Rejected == 0 ? new TResponse() : Answer(outcome);
    }

    /// <summary>See <see cref="TelemetryId.FromJson"/>.</summary>
    protected abstract void DecodeIds(TRequest request);

    protected abstract void Keep(TRequest request, ExportOutcome outcome);

    protected abstract TResponse Answer(ExportOutcome outcome);

    /// <summary>Null, with all its items rejected, if its service is one too many.</summary>
    protected TelemetryResource? Register(Protos.Resource? resource, int items, ExportOutcome outcome)
    {
        var described = new AttributeReader(store.Limits).ReadResource(resource);
        var registered = store.Register(described);
        if (registered is null)
        {
            outcome.Reject(items, $"service.name '{described.ServiceName}' is one more than the {store.Limits.MaxServices} services that are kept.");
        }

        return registered;
    }
}
