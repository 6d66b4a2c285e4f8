using System.Text.Json.Serialization;

namespace Migration.Hosting.ResourceService.Contract;

/// <summary>How the contract is written: generated, for reflection would cost the host a tenth of a second.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ResourceMessage))]
[JsonSerializable(typeof(LogMessage))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(RevealRequest))]
[JsonSerializable(typeof(RevealAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class ContractJson : JsonSerializerContext;
