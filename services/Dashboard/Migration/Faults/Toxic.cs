using System.Text.Json;

namespace Migration.Dashboard.Migrating.Faults;

/// <summary>Something done to the bytes of a road.</summary>
internal sealed record Toxic(string Name, string Type, string Stream, float Toxicity, JsonElement Attributes);
