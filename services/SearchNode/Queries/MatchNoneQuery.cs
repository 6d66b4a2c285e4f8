using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Migration.SearchNode.Queries;

/// <summary>Matches nothing.</summary>
internal sealed class MatchNoneQuery : Query
{
    public override Query Rewrite(IndexReader reader) => new BooleanQuery { Boost = Boost };

    public override string ToString(string field) => "MatchNone";
}
