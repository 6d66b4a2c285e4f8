using System.Text.RegularExpressions;
using Lucene.Net.Analysis.CharFilters;
using Lucene.Net.Analysis.Pattern;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>Makes character filters by name.</summary>
internal static class CharFilters
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public static Func<TextReader, TextReader> Create(string name, AnalysisSettings settings)
    {
        var component = settings.Component("char_filter", name);
        var made = Create(component?.Type ?? name, component ?? new AnalysisComponent("char_filter", name, []));
        component?.RefuseUnknown();
        return made ?? throw Errors.IllegalArgument($"failed to find char_filter under [{name}]");
    }

    private static Func<TextReader, TextReader>? Create(string type, AnalysisComponent component)
    {
        switch (type)
        {
            case "html_strip":
                return reader => new HTMLStripCharFilter(reader);
            case "mapping":
                var map = Mappings(component);
                return reader => new MappingCharFilter(map, reader);
            case "pattern_replace":
                var text = component.Text("pattern") ?? throw Errors.IllegalArgument($"pattern is missing for [{component.Name}] char filter of type 'pattern_replace'");
                var pattern = new Regex(text, RegexOptions.CultureInvariant, PatternTimeout);
                var replacement = component.Text("replacement") ?? string.Empty;
                return reader => new PatternReplaceCharFilter(pattern, replacement, reader);
            default:
                return null;
        }
    }

    private static NormalizeCharMap Mappings(AnalysisComponent component)
    {
        var builder = new NormalizeCharMap.Builder();
        foreach (var rule in component.List("mappings") ?? throw Errors.IllegalArgument("mapping requires either `mappings` or `mappings_path` to be configured"))
        {
            var arrow = rule.IndexOf("=>", StringComparison.Ordinal);
            if (arrow < 0)
            {
                throw Errors.IllegalArgument($"Invalid Mapping Rule : [{rule}]");
            }

            builder.Add(rule[..arrow].Trim(), rule[(arrow + 2)..].Trim());
        }

        return builder.Build();
    }
}
