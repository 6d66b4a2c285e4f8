using System.Text.Json;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Documents;

/// <summary>
/// Reads <c>_bulk</c> bodies: a line that says what to do, and for all but a delete a line with the document.
/// </summary>
internal static class BulkParser
{
    public static List<BulkItem> Parse(ReadOnlyMemory<byte> body, WriteRequest defaults)
    {
        if (body.IsEmpty)
        {
            throw Errors.Parse("request body is required");
        }

        if (body.Span[^1] != (byte)'\n')
        {
            throw Errors.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
        }

        var items = new List<BulkItem>();
        var line = 0;
        for (var at = 0; at < body.Length;)
        {
            line++;
            var action = Line(body, ref at);
            if (action.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            var item = ParseAction(action, line, defaults);
            if (item.Action != BulkAction.Delete)
            {
                if (at >= body.Length)
                {
                    throw Errors.Validation("no requests added");
                }

                line++;
                item = item with { Request = item.Request with { Source = Trim(Line(body, ref at)) } };
            }

            items.Add(item);
        }

        return items.Count > 0 ? items : throw Errors.Validation("no requests added");
    }

    private static ReadOnlyMemory<byte> Line(ReadOnlyMemory<byte> body, ref int at)
    {
        var length = body.Span[at..].IndexOf((byte)'\n');
        var line = body.Slice(at, length);
        at += length + 1;
        return line;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
        => line.Length > 0 && line.Span[^1] == (byte)'\r' ? line[..^1] : line;

    private static BulkItem ParseAction(ReadOnlyMemory<byte> text, int line, WriteRequest defaults)
    {
        var reader = new Utf8JsonReader(text.Span, JsonFormat.Reader);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Errors.IllegalArgument($"Malformed action/metadata line [{line}], expected START_OBJECT but found [{reader.TokenType}]");
            }

            if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            {
                throw Errors.IllegalArgument($"Malformed action/metadata line [{line}], expected FIELD_NAME but found [{reader.TokenType}]");
            }

            var name = reader.GetString()!;
            var action = name switch
            {
                "index" => BulkAction.Index,
                "create" => BulkAction.Create,
                "update" => BulkAction.Update,
                "delete" => BulkAction.Delete,
                _ => throw Errors.IllegalArgument(
                    $"Malformed action/metadata line [{line}], expected field [create], [delete], [index] or [update] but found [{name}]"),
            };
            reader.Read();
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            {
                throw Errors.IllegalArgument($"Malformed action/metadata line [{line}], expected START_OBJECT or VALUE_NULL but found [{reader.TokenType}]");
            }

            var item = new BulkItem(action, defaults with { Id = null });
            return reader.TokenType == JsonTokenType.Null ? item : ParseOptions(ref reader, item, line);
        }
        catch (JsonException malformed)
        {
            throw Errors.IllegalArgument($"Malformed action/metadata line [{line}]: {malformed.Message}");
        }
    }

    private static BulkItem ParseOptions(ref Utf8JsonReader reader, BulkItem item, int line)
    {
        var request = item.Request;
        var conditions = request.Conditions with { CreateOnly = item.Action == BulkAction.Create };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (name is "_source")
            {
                using var source = JsonDocument.ParseValue(ref reader);
                item = item with { ShownSource = SourceFilter.Parse(source.RootElement) };
                continue;
            }

            var value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => throw Errors.IllegalArgument($"Malformed action/metadata line [{line}], expected a simple value for field [{name}] but found [{reader.TokenType}]"),
            };
            (request, conditions) = Apply(name, value, line, (request, conditions));
        }

        if (conditions.CreateOnly && item.Action == BulkAction.Index)
        {
            item = item with { Action = BulkAction.Create };
        }

        return item with { Request = request with { Conditions = conditions } };
    }

    private static (WriteRequest Request, WriteConditions Conditions) Apply(
        string name, string value, int line, (WriteRequest Request, WriteConditions Conditions) to) => name switch
        {
            "_index" => (to.Request with { Index = value }, to.Conditions),
            "_id" => (to.Request with { Id = value }, to.Conditions),
            "routing" or "_routing" => (to.Request with { Routing = value }, to.Conditions),
            "require_alias" => (to.Request with { RequireAlias = value is "true" }, to.Conditions),
            "retry_on_conflict" or "_retry_on_conflict" => (to.Request with { RetryOnConflict = (int)Number(name, value) }, to.Conditions),
            "version" or "_version" => (to.Request, to.Conditions with { Version = Number(name, value) }),
            "version_type" or "_version_type" => (to.Request, to.Conditions with { VersionType = WriteParameters.VersionTypeOf(value) }),
            "if_seq_no" => (to.Request, to.Conditions with { IfSeqNo = Number(name, value) }),
            "if_primary_term" => (to.Request, to.Conditions with { IfPrimaryTerm = Number(name, value) }),
            "op_type" when value is "create" or "index" => (to.Request, to.Conditions with { CreateOnly = value is "create" }),
            "pipeline" => throw Errors.Unsupported("bulk option [pipeline]"),
            _ => throw Errors.IllegalArgument($"Action/metadata line [{line}] contains an unknown parameter [{name}]"),
        };

    private static long Number(string name, string value)
        => long.TryParse(value, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Errors.IllegalArgument($"Failed to parse [{name}] with value [{value}]");
}
