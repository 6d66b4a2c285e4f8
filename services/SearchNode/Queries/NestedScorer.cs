using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Migration.SearchNode.Queries;

/// <summary>
/// Lucene keeps a document's objects right before it: the parent of a match is the next parent row, and its further matches
/// are those up to there.
/// </summary>
internal sealed class NestedScorer(Weight weight, Scorer child, FixedBitSet parents, NestedScore mode) : Scorer(weight)
{
    private int _parent = -1;
    private int _child = -1;
    private int _count;
    private float _score;

    public IBits? AcceptDocs { get; init; }

    public override int DocID => _parent;

    public override int Freq => _count;

    public override float GetScore() => _score;

    public override long GetCost() => child.GetCost();

    public override int NextDoc()
    {
        if (_child < 0)
        {
            _child = child.NextDoc();
        }

        return Join();
    }

    public override int Advance(int target)
    {
        if (target >= parents.Length)
        {
            return _parent = NO_MORE_DOCS;
        }

        // The objects of a parent at or after the target begin behind the parent before it.
        var first = target == 0 ? 0 : parents.PrevSetBit(target - 1) + 1;
        if (_child < first)
        {
            _child = child.Advance(first);
        }

        return Join();
    }

    private int Join()
    {
        while (_child != NO_MORE_DOCS && AcceptDocs is { } accepted && parents.NextSetBit(_child) is var parent && !accepted.Get(parent))
        {
            _child = child.Advance(parent + 1);
        }

        if (_child == NO_MORE_DOCS)
        {
            return _parent = NO_MORE_DOCS;
        }

        _parent = parents.NextSetBit(_child);
        _count = 0;
        _score = mode == NestedScore.None ? 0 : Total();
        if (mode == NestedScore.None)
        {
            while (_child < _parent)
            {
                _count++;
                _child = child.NextDoc();
            }
        }

        return _parent;
    }

    private float Total()
    {
        double total = 0;
        var best = mode == NestedScore.Min ? float.MaxValue : float.MinValue;
        while (_child < _parent)
        {
            var score = child.GetScore();
            total += score;
            best = mode == NestedScore.Min ? Math.Min(best, score) : Math.Max(best, score);
            _count++;
            _child = child.NextDoc();
        }

        return mode switch
        {
            NestedScore.Average => (float)(total / _count),
            NestedScore.Sum => (float)total,
            _ => best,
        };
    }
}
