using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Migration.Listings.Rest;

/// <summary>
/// An OpenAPI 3.0 document of a service's HTTP rules (google.api.http), made of its descriptor, so that it cannot say anything else than the
/// contract. Names and types are those of the proto3 JSON mapping: 64-bit integers are strings.
/// </summary>
internal sealed class OpenApiDocument
{
    private const string Status = "google.rpc.Status";

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    private OpenApiDocument() => _schemas[Status] = new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["code"] = Typed("integer", "int32"),
            ["message"] = Typed("string"),
            ["details"] = new JsonObject { ["type"] = "array", ["items"] = Typed("object") },
        },
    };

    public static JsonObject Of(Google.Protobuf.Reflection.ServiceDescriptor service)
    {
        var document = new OpenApiDocument();
        var paths = new JsonObject();
        foreach (var method in service.Methods)
        {
            if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule)
            {
                var (verb, path) = Route(rule);
                var operations = paths[path] as JsonObject ?? [];
                operations[verb] = document.Operation(method, rule, path);
                paths[path] = operations;
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject { ["title"] = service.FullName, ["version"] = service.File.Package },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(document._schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
                ["securitySchemes"] = new JsonObject { ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" } },
            },
        };
    }

    private static (string Verb, string Path) Route(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("get", rule.Get),
        HttpRule.PatternOneofCase.Post => ("post", rule.Post),
        HttpRule.PatternOneofCase.Put => ("put", rule.Put),
        HttpRule.PatternOneofCase.Patch => ("patch", rule.Patch),
        HttpRule.PatternOneofCase.Delete => ("delete", rule.Delete),
        var other => throw new InvalidOperationException($"an HTTP rule of kind {other} has no place in an OpenAPI document"),
    };

    private JsonObject Operation(MethodDescriptor method, HttpRule rule, string path)
    {
        var fields = method.InputType.Fields.InDeclarationOrder();
        var inPath = fields.Where(field => path.Contains($"{{{field.Name}}}", StringComparison.Ordinal)).ToArray();
        var isBody = rule.Body.Length > 0;
        var parameters = inPath.Select(field => Parameter(field, isInPath: true))
            .Concat(fields.Where(field => !isBody && !inPath.Contains(field)).Select(field => Parameter(field, isInPath: false)));
        var operation = new JsonObject
        {
            ["operationId"] = method.Name,
            ["parameters"] = new JsonArray([.. parameters]),
            ["responses"] = new JsonObject
            {
                ["200"] = Answer("The answer", method.OutputType.FullName, Schema(method.OutputType)),
                ["default"] = Answer("A failure, as google.rpc.Status", Status, Reference(Status)),
            },

            // Reads are public, but a token that is sent is checked.
            ["security"] = rule.PatternCase == HttpRule.PatternOneofCase.Get ? new JsonArray(new JsonObject(), Bearer()) : new JsonArray(Bearer()),
        };
        if (isBody)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(Object(fields.Where(field => !inPath.Contains(field)))) };
        }

        return operation;
    }

    private JsonObject Parameter(FieldDescriptor field, bool isInPath) => new()
    {
        ["name"] = isInPath ? field.Name : field.JsonName,
        ["in"] = isInPath ? "path" : "query",
        ["required"] = isInPath,
        ["schema"] = Value(field),
    };

    private JsonObject Schema(MessageDescriptor message)
    {
        if (!_schemas.ContainsKey(message.FullName))
        {
            // Entered before its fields are, for a message may hold its own kind.
            _schemas[message.FullName] = new JsonObject();
            _schemas[message.FullName] = Object(message.Fields.InDeclarationOrder());
        }

        return Reference(message.FullName);
    }

    private JsonObject Object(IEnumerable<FieldDescriptor> fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Value(field)))),
    };

    private JsonObject Value(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Single(field.MessageType.FindFieldByNumber(2)) };
        }

        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = Single(field) } : Single(field);
    }

    private JsonObject Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => Schema(field.MessageType),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Typed("string", "int64"),
        FieldType.UInt64 or FieldType.Fixed64 => Typed("string", "uint64"),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => Typed("integer", "int32"),
        FieldType.UInt32 or FieldType.Fixed32 => Typed("integer", "int64"),
        FieldType.Double => Typed("number", "double"),
        FieldType.Float => Typed("number", "float"),
        FieldType.Bool => Typed("boolean"),
        FieldType.Bytes => Typed("string", "byte"),
        FieldType.String or FieldType.Enum => Typed("string"),
        var other => throw new InvalidOperationException($"{field.FullName}: JSON knows no {other}"),
    };

    private static JsonObject Bearer() => new() { ["bearer"] = new JsonArray() };

    private static JsonObject Answer(string description, string name, JsonObject schema)
        => new() { ["description"] = $"{description}: {name}", ["content"] = Json(schema) };

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonObject Typed(string type, string? format = null)
        => format is null ? new() { ["type"] = type } : new() { ["type"] = type, ["format"] = format };
}
