using System.Text;

namespace Migration.SearchNode.Benchmarks;

/// <summary>Bodies of <c>_bulk</c>.</summary>
internal static class Bulk
{
    public static byte[] Of(IEnumerable<(Listing Listing, byte[] Source)> listings)
    {
        using var body = new MemoryStream();
        foreach (var (listing, source) in listings)
        {
            body.Write(Encoding.ASCII.GetBytes($"{{\"index\":{{\"_id\":\"{listing.Id}\"}}}}\n"));
            body.Write(source);
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }
}
