using System.Globalization;
using System.Text.Json;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>A query's body with typed access. What is not asked for is refused at the end: no clause is passed over.</summary>
internal sealed class QueryOptions
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _query;

    private QueryOptions(string query) => _query = query;

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>A body that is an object of options.</summary>
    public static QueryOptions Of(string query, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing($"[{query}] query malformed, no start_object after query name");
        }

        var options = new QueryOptions(query);
        foreach (var property in body.EnumerateObject())
        {
            options._values[property.Name] = property.Value;
        }

        return options;
    }

    /// <summary>A body of the form <c>{"field": value}</c> or <c>{"field": {options}}</c>; a plain value goes by the given name.</summary>
    public static (string Field, QueryOptions Options) OfField(string query, JsonElement body, string valueName)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Errors.Parsing($"[{query}] query malformed, no start_object after query name");
        }

        string? field = null;
        QueryOptions? options = null;
        foreach (var property in body.EnumerateObject())
        {
            if (field is not null)
            {
                throw Errors.Parsing($"[{query}] query doesn't support multiple fields, found [{field}] and [{property.Name}]");
            }

            field = property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                options = Of(query, property.Value);
            }
            else
            {
                options = new QueryOptions(query);
                options._values[valueName] = property.Value;
            }
        }

        return field is null ? throw Errors.IllegalArgument($"field name is null or empty for [{query}] query") : (field, options!);
    }

    public JsonElement? Element(string name)
    {
        _known.Add(name);
        return _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    public JsonElement Required(string name) => Element(name) ?? throw Errors.Parsing($"[{_query}] requires '{name}'");

    public FieldValue? Value(string name)
    {
        if (Element(name) is not { } element)
        {
            return null;
        }

        var value = FieldValue.From(element);
        return value.IsNull ? throw Errors.Parsing($"[{_query}] query does not support [{element.ValueKind}] for [{name}]") : value;
    }

    public string? Text(string name) => Value(name)?.Text;

    public bool Flag(string name, bool otherwise = false) => Text(name) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        var other => throw Errors.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    public int Int(string name, int otherwise) => Value(name) is not { } value ? otherwise
        : value.TryInt64(out var number) && number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw Errors.Parsing($"[{_query}] failed to parse [{name}]: [{value.Text}]");

    public long Long(string name, long otherwise) => Value(name) is not { } value ? otherwise
        : value.TryInt64(out var number) ? number
        : throw Errors.Parsing($"[{_query}] failed to parse [{name}]: [{value.Text}]");

    public float Float(string name, float otherwise) => Value(name) is not { } value ? otherwise
        : float.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw Errors.Parsing($"[{_query}] failed to parse [{name}]: [{value.Text}]");

    /// <summary>Every query takes a boost.</summary>
    public float Boost()
    {
        var boost = Float("boost", 1f);
        return boost < 0 ? throw Errors.IllegalArgument($"negative [boost] are not allowed in [{_query}], use a value between 0 and 1 to deboost") : boost;
    }

    public void RefuseUnknown()
    {
        if (_values.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw Errors.Parsing($"[{_query}] query does not support [{unknown}]");
        }
    }
}
