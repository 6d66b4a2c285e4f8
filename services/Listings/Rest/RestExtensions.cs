using Google.Protobuf.Reflection;
using Google.Rpc;
using Migration.Contracts.Listings.V1;

namespace Migration.Listings.Rest;

/// <summary>
/// The same calls as JSON over HTTP/1.1 and HTTP/2, under the paths that the contract gives them, through the same interceptors.
/// Failures are <c>google.rpc.Status</c> in JSON with the HTTP status that belongs to their code. <c>/v1/openapi.json</c> describes it all.
/// </summary>
internal static class RestExtensions
{
    public const string DocumentPath = "/v1/openapi.json";

    public static void AddRest(this IHostApplicationBuilder builder)
        => builder.Services.AddGrpc().AddJsonTranscoding(options =>
        {
            options.TypeRegistry = TypeRegistry.FromMessages(BadRequest.Descriptor, RetryInfo.Descriptor, ErrorInfo.Descriptor);

            // As the proto3 JSON mapping has it: a reader that knows only doubles would round an id.
            options.JsonSettings.WriteInt64sAsStrings = true;
        });

    public static void MapRest(this WebApplication app)
    {
        var document = new Lazy<string>(() => OpenApiDocument.Of(ListingsService.Descriptor).ToJsonString());
        app.MapGet(DocumentPath, () => Results.Text(document.Value, "application/json"));
    }
}
