using System.Net;
using System.Text.Json;

namespace Migration.FaultProxy.Tests.Fixture;

/// <summary>What the API answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Error => Json.GetProperty("error").GetString();
}
