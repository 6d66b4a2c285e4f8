using System.Text.Json;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Queries;

/// <summary>Documents with a nested object that matches.</summary>
internal sealed class NestedReader : IQueryReader
{
    public string Name => "nested";

    public Query Read(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of(Name, body);
        var path = options.Text("path") ?? throw Errors.Parsing("[nested] requires 'path' field");
        var inner = options.Required("query");
        var mode = options.Text("score_mode") switch
        {
            null or "avg" => NestedScore.Average,
            "sum" => NestedScore.Sum,
            "max" => NestedScore.Max,
            "min" => NestedScore.Min,
            "none" => NestedScore.None,
            var other => throw Errors.IllegalArgument($"No score mode for child query [{other}] found"),
        };
        var ignoreUnmapped = options.Flag("ignore_unmapped");
        var boost = options.Boost();
        options.RefuseUnknown();
        if (context.Mapping.Object(path) is not { IsNested: true })
        {
            return ignoreUnmapped ? new MatchNoneQuery()
                : throw (context.Mapping.Object(path) is null
                    ? Errors.QueryShard($"[nested] failed to find nested object under path [{path}]")
                    : Errors.QueryShard($"[nested] nested object under path [{path}] is not of nested type"));
        }

        var children = new BooleanQuery(disableCoord: true)
        {
            { QueryReaders.Read(inner, context with { NestedPath = path }), Occur.MUST },
            { OnlyPath(path), Occur.MUST },
        };
        return new NestedQuery(children, context.NestedPath, mode) { Boost = boost };
    }

    private static ConstantScoreQuery OnlyPath(string path)
        => new ConstantScoreQuery(new TermQuery(new Term(DocumentParser.NestedPathField, path))) { Boost = 0f };
}
