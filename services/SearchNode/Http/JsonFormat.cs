using System.Text.Encodings.Web;
using System.Text.Json;

namespace Migration.SearchNode.Http;

/// <summary>How JSON is read and written everywhere: text as it is, without escapes that only HTML needs.</summary>
internal static class JsonFormat
{
    public const int MaxDepth = 512;

    public static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = MaxDepth,
    };

    public static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        MaxDepth = MaxDepth,
    };

    public static readonly JsonSerializerOptions Serializer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly JsonDocumentOptions Document = new() { MaxDepth = MaxDepth };

    public static readonly JsonReaderOptions Reader = new() { MaxDepth = MaxDepth };
}
