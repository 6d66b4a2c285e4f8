using Google.Protobuf;
using Grpc.Core;

namespace Migration.Otlp.Receiving;

/// <summary>
/// The Export method of a collector service. Bound by hand instead of generated, because the generated reader turns a malformed
/// message into an internal error where the sender should be told that it is its own.
/// </summary>
internal static class GrpcExport
{
    public static Method<TRequest, TResponse> Method<TRequest, TResponse>(string serviceName)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
        => new(
            MethodType.Unary,
            serviceName,
            "Export",
            Marshallers.Create(Write, Read<TRequest, TResponse>),
            Marshallers.Create(Write, _ => new TResponse()));

    private static TRequest Read<TRequest, TResponse>(DeserializationContext context)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new()
    {
        try
        {
            return SignalReceiver<TRequest, TResponse>.ParseBinary(context.PayloadAsReadOnlySequence());
        }
        catch (MalformedTelemetryException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message, exception));
        }
    }

    private static void Write(IMessage message, SerializationContext context)
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
