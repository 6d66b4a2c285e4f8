using Lucene.Net.Search.Similarities;

namespace Migration.SearchNode.Engine;

/// <summary>What BM25 knows of a term, or of a phrase, before it sees a document.</summary>
internal sealed class Bm25Weight(string field, float idf, float queryBoost, float averageLength) : Similarity.SimWeight
{
    public string Field { get; } = field;

    public float Idf { get; } = idf;

    public float AverageLength { get; } = averageLength;

    public float Boost { get; private set; } = queryBoost;

    /// <summary>OpenSearch 2 keeps the factor k1 + 1 that later Lucene versions leave out.</summary>
    public float Weight => (Bm25.K1 + 1) * Boost * Idf;

    /// <summary>1 / (k1 · (1 − b + b · length / average)) for every length that a byte can say.</summary>
    public float[] InverseNorms { get; } = MakeInverseNorms(averageLength);

    /// <summary>BM25 does not normalise queries: this is only Lucene 4's way to ask.</summary>
    public override float GetValueForNormalization() => Boost * Boost;

    public override void Normalize(float queryNorm, float topLevelBoost) => Boost *= topLevelBoost;

    private static float[] MakeInverseNorms(float averageLength)
    {
        var norms = new float[256];
        for (var i = 0; i < norms.Length; i++)
        {
            norms[i] = 1f / (Bm25.K1 * (1 - Bm25.B + (Bm25.B * FieldLength.Decode((byte)i) / averageLength)));
        }

        return norms;
    }
}
