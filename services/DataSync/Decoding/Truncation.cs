namespace Migration.DataSync.Decoding;

/// <summary>T: count, options, the tables' oids.</summary>
internal static class Truncation
{
    public static uint[] Read(ReadOnlySpan<byte> message)
    {
        var reader = new MessageReader(message);
        reader.Skip(1);
        var oids = new uint[reader.Int32()];
        reader.Skip(1);
        for (var table = 0; table < oids.Length; table++)
        {
            oids[table] = (uint)reader.Int32();
        }

        return oids;
    }
}
