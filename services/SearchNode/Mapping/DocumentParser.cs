using System.Text.Json;
using Lucene.Net.Documents;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>
/// Turns a source into Lucene documents by the mapping. Fields that the mapping should learn are only noted:
/// <see cref="Unmapped"/> says that it has to grow before the document can be indexed.
/// </summary>
internal sealed class DocumentParser
{
    public const string NestedPathField = "_nested_path";

    private readonly MappingTree _mapping;
    private readonly string _id;
    private readonly ReadOnlyMemory<byte> _source;
    private readonly List<DocumentSink> _nested = [];
    private readonly DocumentSink _root = new();

    private DocumentParser(MappingTree mapping, string id, ReadOnlyMemory<byte> source)
    {
        _mapping = mapping;
        _id = id;
        _source = source;
    }

    public bool Unmapped { get; private set; }

    /// <returns>The document, or null if the mapping lacks fields of it that it should learn first.</returns>
    public static ParsedDocument? Parse(MappingTree mapping, string id, string? routing, ReadOnlyMemory<byte> source)
    {
        var parser = new DocumentParser(mapping, id, source);
        try
        {
            parser.ParseSource();
        }
        catch (JsonException malformed)
        {
            throw Errors.MapperParsing("failed to parse", new OpenSearchException(400, "json_parse_exception", malformed.Message));
        }
        catch (OpenSearchException error) when (error.Message.Contains("{id}", StringComparison.Ordinal))
        {
            throw Errors.MapperParsing(error.Message.Replace("{id}", id, StringComparison.Ordinal), error.Cause);
        }

        if (parser.Unmapped)
        {
            return null;
        }

        parser._root.Complete();
        var documents = new List<Document>(parser._nested.Count + 1);
        foreach (var nested in parser._nested)
        {
            nested.Complete();
            documents.Add(nested.Document);
        }

        documents.Add(parser._root.Document);
        return new ParsedDocument(id, source, routing, documents);
    }

    private void ParseSource()
    {
        var reader = new Utf8JsonReader(_source.Span, JsonFormat.Reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw Errors.MapperParsing("failed to parse", new OpenSearchException(400, "not_x_content_exception", "a document is a JSON object"));
        }

        ParseObject(ref reader, _mapping.Root, _root);
        if (reader.Read())
        {
            throw Errors.MapperParsing("failed to parse", new OpenSearchException(400, "json_parse_exception", "text after the end of the document"));
        }
    }

    /// <param name="reader">Stands on the object's start, and on its end afterwards.</param>
    /// <param name="node">The object's mapping.</param>
    /// <param name="sink">Where its values go.</param>
    private void ParseObject(ref Utf8JsonReader reader, ObjectNode node, DocumentSink sink)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name.Length == 0 || name.AsSpan().Trim().IsEmpty)
            {
                throw Errors.MapperParsing("failed to parse", Errors.IllegalArgument("field name cannot be an empty string"));
            }

            if (node.Path.Length == 0 && name is "_id" or "_source" or "_routing" or "_index" or "_version" or "_seq_no" or "_field_names")
            {
                throw Errors.MapperParsing(
                    $"Field [{name}] is a metadata field and cannot be added inside a document. Use the index API request parameters.");
            }

            ParseNamed(ref reader, node, name, sink);
        }
    }

    private void ParseNamed(ref Utf8JsonReader reader, ObjectNode node, string name, DocumentSink sink)
    {
        if (node.Fields.TryGetValue(name, out var field))
        {
            ParseField(ref reader, field, sink);
        }
        else if (node.Objects.TryGetValue(name, out var child))
        {
            ParseChild(ref reader, child, sink);
        }
        else if (name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
            && node.Objects.TryGetValue(name[..dot], out var inner) && !inner.IsNested)
        {
            ParseNamed(ref reader, inner, name[(dot + 1)..], sink);
        }
        else
        {
            ParseUnknown(ref reader, node, name);
        }
    }

    private void ParseUnknown(ref Utf8JsonReader reader, ObjectNode node, string name)
    {
        switch (node.Dynamic)
        {
            case DynamicMode.Strict or DynamicMode.StrictAllowTemplates:
                throw new OpenSearchException(
                    400,
                    "strict_dynamic_mapping_exception",
                    $"mapping set to strict, dynamic introduction of [{name}] within [{(node.Path.Length == 0 ? "_doc" : node.Path)}] is not allowed");
            case DynamicMode.True:
                Unmapped |= DynamicMapping.HasValue(reader);
                break;
            default:
                break;
        }

        reader.Skip();
    }

    private void ParseChild(ref Utf8JsonReader reader, ObjectNode node, DocumentSink sink)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ParseChild(ref reader, node, sink);
                }

                break;
            case JsonTokenType.StartObject when !node.IsEnabled:
                reader.Skip();
                break;
            case JsonTokenType.StartObject when node.IsNested:
                var nested = new DocumentSink();
                nested.Add(new TermField(NestedPathField, node.Path));
                ParseObject(ref reader, node, nested);
                _nested.Add(nested);
                break;
            case JsonTokenType.StartObject:
                ParseObject(ref reader, node, sink);
                break;
            case JsonTokenType.Null:
                break;
            default:
                if (node.IsEnabled)
                {
                    throw Errors.MapperParsing(
                        $"object mapping for [{node.Path}] tried to parse field [{node.Path.Split('.')[^1]}] as object, but found a concrete value");
                }

                break;
        }
    }

    private void ParseField(ref Utf8JsonReader reader, MappedField field, DocumentSink sink)
    {
        if (field.Type is GeoPointFieldType place && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            foreach (var point in GeoPointReader.Read(ref reader, place, _id))
            {
                place.Index(point, sink);
            }

            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ParseField(ref reader, field, sink);
                }

                break;
            case JsonTokenType.StartObject:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var preview = System.Text.Encoding.UTF8.GetString(_source.Span[start..(int)reader.BytesConsumed]);
                throw Errors.MapperParsing(
                    $"failed to parse field [{field.Type.Path}] of type [{field.Type.TypeName}] in document with id '{_id}'. Preview of field's value: '{preview}'",
                    new OpenSearchException(400, "illegal_state_exception", $"Can't get text on a START_OBJECT at 1:{start + 1}"));
            default:
                IndexValue(FieldValue.Read(ref reader, _source), field, sink);
                break;
        }
    }

    private void IndexValue(FieldValue value, MappedField field, DocumentSink sink)
    {
        IndexAll(value, field, sink);
        foreach (var target in field.CopyTo)
        {
            if (_mapping.Mapped(target) is { } copy)
            {
                IndexAll(value, copy, _mapping.NestedScope(target) is null ? _root : sink);
            }
            else if (!value.IsNull)
            {
                Unmapped = true;
            }
        }
    }

    private static void IndexAll(FieldValue value, MappedField field, DocumentSink sink)
    {
        var actual = value.IsNull ? field.Type.NullValue : value;
        if (actual is { } present)
        {
            field.Type.Index(present, sink);
        }

        foreach (var sub in field.SubFields)
        {
            IndexAll(value, sub, sink);
        }
    }
}
