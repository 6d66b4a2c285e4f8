using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>
/// One word in several fields, scored by the best of them, where each field takes the word to be as common as it is in the
/// field where it is most common; otherwise a rare field would win just for being rare.
/// </summary>
internal sealed class BlendedTermQuery((Term Term, float Boost)[] terms, float tieBreaker) : Query
{
    public override Query Rewrite(IndexReader reader)
    {
        var top = reader.Context;
        var contexts = terms.Select(term => TermContext.Build(top, term.Term)).ToArray();
        var byFrequency = Enumerable.Range(0, terms.Length).Where(i => contexts[i].DocFreq > 0).OrderByDescending(i => contexts[i].DocFreq).ToArray();
        if (byFrequency.Length == 0)
        {
            return new MatchNoneQuery();
        }

        var best = new DisjunctionMaxQuery(tieBreaker) { Boost = Boost };
        var frequency = contexts[byFrequency[0]].DocFreq;
        var previous = frequency;
        foreach (var i in byFrequency)
        {
            // Fields where the word is rarer keep a tiny distance, so that their order stays.
            if (previous > contexts[i].DocFreq)
            {
                frequency++;
                previous = contexts[i].DocFreq;
            }

            best.Add(new TermQuery(terms[i].Term, WithFrequency(contexts[i], top, Math.Min(reader.MaxDoc, frequency))) { Boost = terms[i].Boost });
        }

        return best;
    }

    public override string ToString(string field) => $"blended({string.Join(' ', terms.Select(term => term.Term))})";

    private static TermContext WithFrequency(TermContext context, IndexReaderContext top, int frequency)
    {
        var blended = new TermContext(top);
        var total = context.TotalTermFreq;
        var first = true;
        for (var ord = 0; ord < top.Leaves.Count; ord++)
        {
            if (context.Get(ord) is { } state)
            {
                blended.Register(state, ord, first ? frequency : 0, first ? Math.Max(total, frequency) : 0);
                first = false;
            }
        }

        return blended;
    }
}
