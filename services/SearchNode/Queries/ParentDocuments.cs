using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Migration.SearchNode.Engine;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Which rows of a segment are documents themselves, or nested objects of one path. Kept as long as the segment.</summary>
internal static class ParentDocuments
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, FixedBitSet>> Cache = [];

    /// <param name="reader">The segment.</param>
    /// <param name="path">A nested path, or null for documents themselves.</param>
    public static FixedBitSet Of(AtomicReader reader, string? path)
        => Cache.GetOrCreateValue(reader.CoreCacheKey).GetOrAdd(path ?? string.Empty, _ => Make(reader, path));

    private static FixedBitSet Make(AtomicReader reader, string? path)
    {
        var bits = new FixedBitSet(Math.Max(1, reader.MaxDoc));
        if (path is null)
        {
            var present = reader.GetDocsWithField(IndexFields.PrimaryTerm);
            for (var doc = 0; present is not null && doc < reader.MaxDoc; doc++)
            {
                if (present.Get(doc))
                {
                    bits.Set(doc);
                }
            }

            return bits;
        }

        var docs = reader.GetTermDocsEnum(new Term(DocumentParser.NestedPathField, path));
        while (docs is not null && docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
        {
            bits.Set(doc);
        }

        return bits;
    }
}
