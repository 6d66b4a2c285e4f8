namespace Migration.DataSync.Decoding;

/// <summary>A table as the server describes it before its first change, and again after every alteration.</summary>
internal sealed record Relation(uint Oid, string Name, bool HasFullIdentity, IReadOnlyList<RelationColumn> Columns)
{
    /// <summary>R: oid, schema, name, replica identity (f is full), count, then flags, name, type and modifier of each column.</summary>
    public static Relation Read(ReadOnlySpan<byte> message)
    {
        var reader = new MessageReader(message);
        reader.Skip(1);
        var oid = (uint)reader.Int32();
        reader.String();
        var name = reader.String();
        var identity = reader.Byte();
        var columns = new RelationColumn[reader.Int16()];
        for (var column = 0; column < columns.Length; column++)
        {
            reader.Skip(1);
            columns[column] = new RelationColumn(reader.String(), (uint)reader.Int32());
            reader.Skip(sizeof(int));
        }

        return new Relation(oid, name, identity == (byte)'f', columns);
    }
}
