using System.Runtime.InteropServices;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Migration.SearchNode.Engine;

/// <summary>A document's source and routing as Lucene stores them.</summary>
internal sealed class StoredSource : StoredFieldVisitor
{
    public string Id { get; private set; } = string.Empty;

    public ReadOnlyMemory<byte> Source { get; private set; }

    public string? Routing { get; private set; }

    public static StoredField Field(ReadOnlyMemory<byte> source)
        => MemoryMarshal.TryGetArray(source, out var segment)
            ? new StoredField(IndexFields.Source, segment.Array!, segment.Offset, segment.Count)
            : new StoredField(IndexFields.Source, source.ToArray());

    public static StoredSource Read(IndexReader reader, int document)
    {
        var stored = new StoredSource();
        reader.Document(document, stored);
        return stored;
    }

    public override void BinaryField(FieldInfo fieldInfo, byte[] value) => Source = value;

    public override void StringField(FieldInfo fieldInfo, string value)
    {
        if (fieldInfo.Name is IndexFields.Id)
        {
            Id = value;
        }
        else
        {
            Routing = value;
        }
    }

    public override Status NeedsField(FieldInfo fieldInfo)
        => fieldInfo.Name is IndexFields.Id or IndexFields.Source or IndexFields.Routing ? Status.YES : Status.NO;
}
