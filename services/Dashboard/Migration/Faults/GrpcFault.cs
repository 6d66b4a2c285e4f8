using System.Text.Json;

namespace Migration.Dashboard.Migrating.Faults;

/// <summary>Something done to single calls of a road; struck of those that it has seen.</summary>
internal sealed record GrpcFault(string Name, string Type, string Method, JsonElement Attributes, long Seen, long Struck);
