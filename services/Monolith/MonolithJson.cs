using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migration.Monolith.Auth;
using Migration.Monolith.Images;
using Migration.Monolith.Listings;
using Migration.Monolith.Problems;
using Migration.Monolith.Routing;
using Migration.TrafficRouter.Shadow;

namespace Migration.Monolith;

/// <summary>Everything that goes over the wire, in snake_case; text stays readable, Cyrillic included.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Listing))]
[JsonSerializable(typeof(ListingPage))]
[JsonSerializable(typeof(ListingImages))]
[JsonSerializable(typeof(JsonWebKeySetDocument))]
[JsonSerializable(typeof(DiscoveryDocument))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokensAnswer))]
[JsonSerializable(typeof(RotationAnswer))]
[JsonSerializable(typeof(KeyRingDocument))]
[JsonSerializable(typeof(RoutingFlagAnswer))]
[JsonSerializable(typeof(RoutingFlagPage))]
[JsonSerializable(typeof(DryRunAnswer))]
[JsonSerializable(typeof(ExplanationAnswer))]
[JsonSerializable(typeof(BreakersAnswer))]
[JsonSerializable(typeof(ShadowReport))]
[JsonSerializable(typeof(RoutingSummary))]
internal sealed partial class MonolithJson : JsonSerializerContext
{
    static MonolithJson()
        => Default = new MonolithJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
