using System.Globalization;
using Lucene.Net.Index;

namespace Migration.SearchNode.Engine;

/// <summary>What a commit says of itself.</summary>
internal sealed record CommitData(long Generation, long MaxSeqNo)
{
    public const string GenerationKey = "translog_generation";
    public const string MaxSeqNoKey = "max_seq_no";

    public static CommitData Read(IndexWriter writer)
    {
        var data = writer.CommitData;
        return new CommitData(Number(data, GenerationKey, 0), Number(data, MaxSeqNoKey, -1));
    }

    private static long Number(IDictionary<string, string>? data, string key, long otherwise)
        => data is not null && data.TryGetValue(key, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
