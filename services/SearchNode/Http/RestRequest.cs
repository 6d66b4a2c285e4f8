using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>One request: path values, query parameters and the whole body.</summary>
internal sealed class RestRequest(HttpContext context, IReadOnlyDictionary<string, string> pathValues, ReadOnlyMemory<byte> body)
{
    private JsonDocument? _document;

    public string Method => context.Request.Method;

    public bool IsHead => HttpMethods.IsHead(context.Request.Method);

    public CancellationToken Cancelled => context.RequestAborted;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public bool HasBody => !Body.IsEmpty;

    /// <summary>The form of answer that the client asks for; see <see cref="BodyFormat"/>.</summary>
    public string? Format { get; } = BodyFormat.Asked(context.Request);

    /// <summary>A value of the path or, as OpenSearch does, of the query string under the same name.</summary>
    public string? Value(string name)
        => pathValues.TryGetValue(name, out var value) ? value
            : context.Request.Query.TryGetValue(name, out var fromQuery) ? fromQuery.ToString()
            : null;

    public string Required(string name) => Value(name) ?? throw Errors.Validation($"{name} is missing");

    public bool Has(string name) => Value(name) is not null;

    /// <summary>The body as JSON; an empty body is null.</summary>
    public JsonElement? Json()
    {
        if (Body.IsEmpty)
        {
            return Value("source") is { Length: > 0 } source ? Parse(System.Text.Encoding.UTF8.GetBytes(source)) : null;
        }

        return Parse(Body);
    }

    public JsonElement RequiredJson() => Json() ?? throw Errors.Parse("request body is required");

    public bool Flag(string name, bool otherwise = false) => Value(name) switch
    {
        null => otherwise,
        "" or "true" => true,
        "false" => false,
        var other => throw Errors.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    public int Int(string name, int otherwise) => (int)Long(name, otherwise);

    public long Long(string name, long otherwise)
    {
        var text = Value(name);
        if (text is null)
        {
            return otherwise;
        }

        return long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.IllegalArgument($"Failed to parse int parameter [{name}] with value [{text}]");
    }

    public TimeSpan? Time(string name) => Value(name) is { } text ? TimeValue.Parse(text, name) : null;

    /// <summary>A comma-separated list, empty if it is not given.</summary>
    public string[] List(string name) => Value(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _document ??= JsonDocument.Parse(bytes, JsonFormat.Document);
        }
        catch (JsonException malformed)
        {
            throw new OpenSearchException(400, "parse_exception", $"request body is not valid JSON: {malformed.Message}", malformed);
        }

        return _document.RootElement;
    }
}
