using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Migration.Otlp.Receiving;

/// <summary>Turns away, before the body is read, whoever does not know the key.</summary>
internal sealed class ApiKeyGuard(string? apiKey)
{
    private const string Refusal = $"The header {OtlpReceiverOptions.ApiKeyHeader} is missing or not the receiver's API key.";

    public void Protect(IEndpointConventionBuilder endpoint)
    {
        if (string.IsNullOrEmpty(apiKey))
        {
            return;
        }

        var expected = Encoding.UTF8.GetBytes(apiKey);
        endpoint.Add(builder =>
        {
            var protectedDelegate = builder.RequestDelegate!;
            builder.RequestDelegate = context => Knows(context, expected) ? protectedDelegate(context) : RefuseAsync(context);
        });
    }

    private static bool Knows(HttpContext context, byte[] expected)
        => CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(context.Request.Headers[OtlpReceiverOptions.ApiKeyHeader].ToString()), expected);

    private static async Task RefuseAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
        {
            await HttpExportError.WriteAsync(context, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated, Refusal);
            return;
        }

        // A gRPC answer without message: HTTP says 200, the status is in the headers.
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Refusal;
    }
}
