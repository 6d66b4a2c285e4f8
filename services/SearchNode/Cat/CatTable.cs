using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Cat;

/// <summary>A table for people, and for programs by <c>format=json</c> and the like.</summary>
internal sealed class CatTable(params CatColumn[] columns)
{
    public static readonly string[] Parameters =
        ["h", "help", "v", "s", "local", "master_timeout", "cluster_manager_timeout", "bytes", "time", "pri", "health", "ts", .. Indices.ResolveOptions.Parameters];

    private readonly List<string?[]> _rows = [];

    public void Add(params string?[] cells) => _rows.Add(cells);

    public RestResponse Answer(RestRequest request)
    {
        if (request.Flag("help"))
        {
            return RestResponse.Text(200, Help());
        }

        var shown = Shown(request.List("h"));
        var rows = Sorted(request.List("s")).Select(row => shown.Select(index => row[index]).ToArray()).ToList();
        var names = shown.Select(index => columns[index].Name).ToArray();
        return request.Format is null or BodyFormat.Text
            ? RestResponse.Text(200, Text(shown, rows, request.Flag("v")))
            : RestResponse.Json(200, JsonSerializer.SerializeToUtf8Bytes(Objects(names, rows), JsonFormat.Serializer));
    }

    private static JsonArray Objects(string[] names, List<string?[]> rows)
        => new([.. rows.Select(row => (JsonNode?)new JsonObject(names.Zip(row, (name, cell) => KeyValuePair.Create(name, (JsonNode?)cell))))]);

    private string Help()
    {
        var text = new StringBuilder();
        var name = columns.Max(column => column.Name.Length);
        var alias = columns.Max(column => column.Aliases.Length);
        foreach (var column in columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"{column.Name.PadRight(name)} | {column.Aliases.PadRight(alias)} | {column.Description}\n");
        }

        return text.ToString();
    }

    private List<int> Shown(string[] names)
    {
        var shown = new List<int>();
        if (names.Length == 0)
        {
            shown.AddRange(Enumerable.Range(0, columns.Length).Where(index => columns[index].IsDefault));
        }

        foreach (var name in names)
        {
            for (var index = 0; index < columns.Length; index++)
            {
                if (columns[index].IsNamed(name) && !shown.Contains(index))
                {
                    shown.Add(index);
                }
            }
        }

        return shown;
    }

    private IEnumerable<string?[]> Sorted(string[] keys)
    {
        IOrderedEnumerable<string?[]>? ordered = null;
        foreach (var key in keys)
        {
            var parts = key.Split(':');
            var index = Array.FindIndex(columns, column => column.IsNamed(parts[0]));
            if (index < 0)
            {
                throw Errors.IllegalArgument($"Unable to sort by unknown sort key `{parts[0]}`");
            }

            var descending = parts.Length > 1 && parts[1] is "desc";
            var comparer = CellComparer.Instance;
            ordered = ordered is null
                ? descending ? _rows.OrderByDescending(row => row[index], comparer) : _rows.OrderBy(row => row[index], comparer)
                : descending ? ordered.ThenByDescending(row => row[index], comparer) : ordered.ThenBy(row => row[index], comparer);
        }

        return ordered ?? (IEnumerable<string?[]>)_rows;
    }

    private string Text(List<int> shown, List<string?[]> rows, bool withHeader)
    {
        if (withHeader)
        {
            rows.Insert(0, [.. shown.Select(index => (string?)columns[index].Name)]);
        }

        var widths = shown.Select((_, cell) => rows.Count == 0 ? 0 : rows.Max(row => row[cell]?.Length ?? 0)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var cell = 0; cell < shown.Count; cell++)
            {
                var value = row[cell] ?? string.Empty;
                var last = cell == shown.Count - 1;
                text.Append(columns[shown[cell]].IsRight ? value.PadLeft(widths[cell]) : last ? value : value.PadRight(widths[cell]));
                text.Append(last ? '\n' : ' ');
            }
        }

        return text.ToString();
    }
}
