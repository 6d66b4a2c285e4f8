using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Migration.Otlp.Protos;

namespace Migration.Otlp.Receiving;

/// <summary>OTLP/HTTP wants a google.rpc.Status as the body of every error, in the encoding of the request.</summary>
internal static class HttpExportError
{
    public static Task WriteAsync(HttpContext context, int httpStatus, StatusCode code, string message)
    {
        context.Response.StatusCode = httpStatus;
        var encoding = HttpEncoding.Of(context.Request) ?? HttpEncoding.Json;
        return encoding.WriteAsync(context.Response, new RpcStatus { Code = (int)code, Message = message }, context.RequestAborted);
    }
}
