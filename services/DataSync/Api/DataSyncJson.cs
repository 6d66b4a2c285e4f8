using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Migration.DataSync.Verification;

namespace Migration.DataSync.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CutoverReport))]
[JsonSerializable(typeof(PassStatus))]
[JsonSerializable(typeof(SyncReview))]
[JsonSerializable(typeof(SyncStatus))]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class DataSyncJson : JsonSerializerContext
{
    /// <summary>Quotes and letters as they are: people read it.</summary>
    public static DataSyncJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
