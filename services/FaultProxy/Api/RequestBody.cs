using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Migration.FaultProxy.Api;

/// <summary>Reads JSON as Toxiproxy does: whatever the content type says, in either case of letters, with unknown members passed over.</summary>
internal static class RequestBody
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>What is not Toxiproxy's owes it no patience: a misspelt member is an error.</summary>
    public static readonly JsonSerializerOptions Strict = new(Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="ApiException">It is not what is expected; the message says where.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonSerializerOptions? options = null)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, options ?? Json, request.HttpContext.RequestAborted)
                ?? throw ApiException.BadRequestBody("null");
        }
        catch (JsonException failure)
        {
            throw ApiException.BadRequestBody(failure.Message);
        }
    }

    /// <exception cref="ApiException">One has a value of another type.</exception>
    public static object Attributes(JsonObject attributes, Type type, JsonSerializerOptions? options = null)
    {
        try
        {
            return attributes.Deserialize(type, options ?? Json)!;
        }
        catch (JsonException failure)
        {
            throw ApiException.BadRequestBody($"attributes: {failure.Message}");
        }
    }
}
