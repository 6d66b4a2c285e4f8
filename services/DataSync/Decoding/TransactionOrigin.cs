namespace Migration.DataSync.Decoding;

/// <summary>O: position at the origin, its name.</summary>
internal static class TransactionOrigin
{
    public static string Read(ReadOnlySpan<byte> message)
    {
        var reader = new MessageReader(message);
        reader.Skip(1 + sizeof(long));
        return reader.String();
    }
}
