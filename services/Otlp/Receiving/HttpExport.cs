using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Migration.Otlp.Receiving;

/// <summary>One OTLP/HTTP address, answered in the encoding that was sent.</summary>
internal sealed class HttpExport<TRequest, TResponse>(SignalReceiver<TRequest, TResponse> receiver, int maxBytes)
    where TRequest : class, IMessage<TRequest>, new()
    where TResponse : class, IMessage<TResponse>, new()
{
    public async Task HandleAsync(HttpContext context)
    {
        if (HttpEncoding.Of(context.Request) is not { } encoding)
        {
            await HttpExportError.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                $"Content-Type '{context.Request.ContentType}' is neither {HttpEncoding.Protobuf} nor {HttpEncoding.Json}.");
            return;
        }

        try
        {
            var body = await HttpBody.ReadAsync(context.Request, maxBytes, context.RequestAborted);
            var request = encoding == HttpEncoding.Json
                ? receiver.ParseJson(body)
                : SignalReceiver<TRequest, TResponse>.ParseBinary(new ReadOnlySequence<byte>(body));
            await encoding.WriteAsync(context.Response, receiver.Receive(request), context.RequestAborted);
        }
        catch (MalformedTelemetryException exception)
        {
            await HttpExportError.WriteAsync(context, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            var code = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? StatusCode.ResourceExhausted : StatusCode.InvalidArgument;
            await HttpExportError.WriteAsync(context, exception.StatusCode, code, exception.Message);
        }
    }
}
