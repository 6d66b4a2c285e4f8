using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Migration.SearchNode.Mapping;

/// <summary>Collects the Lucene fields of one document, or of one nested object within it.</summary>
internal sealed class DocumentSink
{
    /// <summary>
    /// A field with several numbers has its smallest in the plain column and all of them, packed, in a second one, so that
    /// the usual single value costs no more than it must.
    /// </summary>
    public const string ManySuffix = "#many";

    /// <summary>Names of the text fields that a document has a value for; all others are known by their columns.</summary>
    public const string FieldNames = "_field_names";

    private readonly List<(string Path, List<long> Values)> _many = [];
    private readonly List<(string Path, long Value, NumericDocValuesField Field)> _numbers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public Document Document { get; } = [];

    public void Add(IIndexableField field) => Document.Add(field);

    public void AddName(string path)
    {
        if (_names.Add(path))
        {
            Document.Add(new TermField(FieldNames, path));
        }
    }

    public void AddKeywordColumn(string path, BytesRef value) => Document.Add(new SortedSetDocValuesField(path, value));

    public void AddNumberColumn(string path, long value)
    {
        foreach (var known in _numbers)
        {
            if (string.Equals(known.Path, path, StringComparison.Ordinal))
            {
                AddFurther(known.Path, known.Value, known.Field, value);
                return;
            }
        }

        var field = new NumericDocValuesField(path, value);
        _numbers.Add((path, value, field));
        Document.Add(field);
    }

    /// <summary>Adds the columns that need all values of a field; called once, at the end.</summary>
    public void Complete()
    {
        foreach (var (path, values) in _many)
        {
            values.Sort();
            var bytes = new byte[values.Count * sizeof(long)];
            for (var i = 0; i < values.Count; i++)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
            }

            Document.Add(new BinaryDocValuesField(path + ManySuffix, new BytesRef(bytes)));
        }
    }

    private void AddFurther(string path, long first, NumericDocValuesField field, long value)
    {
        var index = _many.FindIndex(many => string.Equals(many.Path, path, StringComparison.Ordinal));
        if (index < 0)
        {
            index = _many.Count;
            _many.Add((path, [first]));
        }

        var values = _many[index].Values;
        values.Add(value);
        field.SetInt64Value(values.Min());
    }
}
