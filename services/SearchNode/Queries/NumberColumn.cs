using System.Buffers.Binary;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>The numbers of a field in one segment: load a document, then read its values in ascending order.</summary>
internal sealed class NumberColumn
{
    private readonly NumericDocValues? _single;
    private readonly IBits? _present;
    private readonly BinaryDocValues? _many;
    private readonly IBits? _hasMany;
    private readonly BytesRef _bytes = new();
    private long _value;
    private bool _isMany;

    private NumberColumn(AtomicReader reader, string path)
    {
        _single = reader.GetNumericDocValues(path);
        _present = _single is null ? null : reader.GetDocsWithField(path);
        _many = reader.GetBinaryDocValues(path + DocumentSink.ManySuffix);
        _hasMany = _many is null ? null : reader.GetDocsWithField(path + DocumentSink.ManySuffix);
    }

    /// <summary>A value of the loaded document.</summary>
    public long this[int index]
        => _isMany
            ? BinaryPrimitives.ReadInt64LittleEndian(_bytes.Bytes.AsSpan(_bytes.Offset + (index * sizeof(long)), sizeof(long)))
            : _value;

    public static NumberColumn Open(AtomicReader reader, string path) => new(reader, path);

    /// <returns>How many values the document has.</returns>
    public int Load(int doc)
    {
        _isMany = _hasMany is not null && _hasMany.Get(doc);
        if (_isMany)
        {
            _many!.Get(doc, _bytes);
            return _bytes.Length / sizeof(long);
        }

        if (_single is null)
        {
            return 0;
        }

        // Zero is also what a missing value reads as: only then the second look is needed.
        _value = _single.Get(doc);
        return _value != 0 || _present!.Get(doc) ? 1 : 0;
    }
}
