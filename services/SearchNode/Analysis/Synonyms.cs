using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Synonym;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Makes a synonym filter from rules in Solr's form: <c>a, b</c> are alike, <c>a => b</c> replaces.</summary>
internal static class Synonyms
{
    public static Func<TokenStream, TokenStream> Create(AnalysisComponent component, AnalysisSettings settings)
    {
        var rules = component.List("synonyms") ?? throw Errors.IllegalArgument("synonym requires either `synonyms` or `synonyms_path` to be configured");
        if (component.Text("format") is { } format and not "solr")
        {
            throw Errors.Unsupported($"[format: {format}] of filter [{component.Name}]");
        }

        var expand = component.Flag("expand", true);
        var lenient = component.Flag("lenient", false);

        // The rules' own words go through a plain lower-casing analyzer: by then the filters before have done the same to the text.
        using var analyzer = Analyzers.Build(new AnalysisChain([], "whitespace", ["lowercase"]), settings);
        var parser = new SolrSynonymParser(dedup: true, expand, analyzer);
        try
        {
            parser.Parse(new StringReader(string.Join('\n', rules)));
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            if (!lenient)
            {
                throw new OpenSearchException(400, "illegal_argument_exception", $"failed to build synonyms of filter [{component.Name}]: {error.Message}", error);
            }
        }

        var map = parser.Build();
        return map.Fst is null ? stream => stream : stream => new SynonymFilter(stream, map, ignoreCase: true);
    }
}
