using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting;

namespace Migration.Hosting.Projects;

/// <summary>Reads launch settings as the SDK does, comments and trailing commas allowed. Generated: reflection takes a start some 50 ms.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(LaunchSettings))]
internal sealed partial class LaunchSettingsJson : JsonSerializerContext;
