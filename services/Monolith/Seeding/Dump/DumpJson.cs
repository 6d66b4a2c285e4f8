using System.Text.Json.Serialization;

namespace Migration.Monolith.Seeding.Dump;

[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string?>>))]
internal sealed partial class DumpJson : JsonSerializerContext;
