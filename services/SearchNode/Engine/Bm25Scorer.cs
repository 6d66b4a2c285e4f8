using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace Migration.SearchNode.Engine;

/// <summary>Scores the documents of one segment.</summary>
internal sealed class Bm25Scorer(Bm25Weight weight, NumericDocValues? norms) : Similarity.SimScorer
{
    private readonly float _weight = weight.Weight;
    private readonly float[] _inverse = weight.InverseNorms;

    /// <summary>weight · freq / (freq + norm), written so that it never falls as freq grows.</summary>
    public override float Score(int doc, float freq)
        => _weight - (_weight / (1f + (freq * _inverse[norms is null ? 1 : (byte)norms.Get(doc)])));

    public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

    public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1f;

    public override Explanation Explain(int doc, Explanation freq) => new(Score(doc, freq.Value), "BM25");
}
