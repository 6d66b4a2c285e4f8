using System.Text.Json;

namespace Migration.Monolith.Seeding.Dump;

/// <summary>An own monolith's data instead of made-up ones: <c>Seed:Dump</c> and <c>Seed:DumpColumns</c>.</summary>
/// <param name="File">What <c>pg_dump --format=plain</c> has written.</param>
/// <param name="Columns">Of each table, the dump's columns that have another name here; null for one that is left out.</param>
internal sealed record DumpSettings(string? File, IReadOnlyDictionary<string, Dictionary<string, string?>> Columns)
{
    private const string FileSetting = "Seed:Dump";
    private const string ColumnsSetting = "Seed:DumpColumns";

    public static DumpSettings Read(IConfiguration configuration) => new(
        Existing(configuration, FileSetting, "what pg_dump --format=plain has written"),
        Existing(configuration, ColumnsSetting, "JSON such as {\"c2c_listings\": {\"headline\": \"title\", \"legacy\": null}}") is { } file ? ReadColumns(file) : new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal));

    private static string? Existing(IConfiguration configuration, string setting, string content)
        => configuration[setting] is not { Length: > 0 } file ? null
            : System.IO.File.Exists(file) ? file
            : throw StartupException.BadSetting(setting, file, $"there is no such file. Name a file with {content}.");

    private static Dictionary<string, Dictionary<string, string?>> ReadColumns(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(System.IO.File.ReadAllText(file), DumpJson.Default.DictionaryStringDictionaryStringString) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new StartupException($"{file}:{wrong.LineNumber + 1}: {wrong.Message} {ColumnsSetting} needs JSON such as {{\"c2c_listings\": {{\"headline\": \"title\", \"legacy\": null}}}}.", wrong);
        }
    }
}
