using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Migration.SearchNode.Engine;

/// <summary>
/// BM25 as OpenSearch 2 scores: k1 = 1.2, b = 0.75, lengths in one byte that is exact up to 40 terms, statistics over the
/// documents that have the field. Lucene 4.8's own keeps lengths far coarser and counts all documents.
/// </summary>
internal sealed class Bm25 : Similarity
{
    public const float K1 = 1.2f;
    public const float B = 0.75f;

    private Bm25()
    {
    }

    public static Bm25 Instance { get; } = new();

    public override long ComputeNorm(FieldInvertState state) => FieldLength.Encode(state.Length - state.NumOverlap);

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats)
    {
        var documents = collectionStats.DocCount == -1 ? collectionStats.MaxDoc : collectionStats.DocCount;
        var terms = collectionStats.SumTotalTermFreq <= 0 ? collectionStats.SumDocFreq : collectionStats.SumTotalTermFreq;
        var average = terms <= 0 || documents <= 0 ? 1f : (float)(terms / (double)documents);
        var idf = 0f;
        foreach (var term in termStats)
        {
            // A term's count may run ahead of its field's while deletes are pending.
            var count = Math.Max(documents, term.DocFreq);
            idf += (float)Math.Log(1 + ((count - term.DocFreq + 0.5) / (term.DocFreq + 0.5)));
        }

        return new Bm25Weight(collectionStats.Field, idf, queryBoost, average);
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var bm25 = (Bm25Weight)weight;
        return new Bm25Scorer(bm25, context.AtomicReader.GetNormValues(bm25.Field));
    }
}
