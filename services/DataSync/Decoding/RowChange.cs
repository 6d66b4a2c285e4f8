namespace Migration.DataSync.Decoding;

/// <summary>What happened to one row: inserted without <see cref="Old"/>, deleted without <see cref="New"/>.</summary>
internal readonly record struct RowChange(uint RelationOid, RowImage? Old, RowImage? New)
{
    /// <summary>I: oid, N, new. U: oid, O, old, N, new. D: oid, O, old.</summary>
    /// <exception cref="InvalidDataException">The old row is not whole: the table's replica identity is not full.</exception>
    public static RowChange Read(byte[] message)
    {
        var reader = new MessageReader(message);
        var kind = reader.Byte();
        var oid = (uint)reader.Int32();
        var marker = reader.Byte();
        if (kind == (byte)'I')
        {
            return new RowChange(oid, null, RowImage.Of(message, reader.Position));
        }

        if (marker != (byte)'O')
        {
            throw new InvalidDataException("A change came without its old row: the table needs REPLICA IDENTITY FULL.");
        }

        var old = reader.Position;
        if (kind == (byte)'D')
        {
            return new RowChange(oid, RowImage.Of(message, old), null);
        }

        reader.SkipTuple();
        reader.Skip(1);
        return new RowChange(oid, RowImage.Of(message, old), RowImage.Of(message, reader.Position, old));
    }
}
