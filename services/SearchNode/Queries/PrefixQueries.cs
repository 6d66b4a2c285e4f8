using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>Prefix queries: every match scores the same.</summary>
internal static class PrefixQueries
{
    public static Query Make(string path, string prefix, bool ignoreCase)
        => ignoreCase
            ? throw Errors.Unsupported("[case_insensitive] of a prefix query")
            : new PrefixQuery(new Term(path, prefix));
}
