using System.Globalization;
using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;

namespace Migration.SearchNode.Analysis;

/// <summary>The part of an index's settings below <c>index.analysis</c>.</summary>
internal sealed class AnalysisSettings(IndexSettings settings)
{
    private const string Prefix = "index.analysis.";

    public IEnumerable<string> Names(string kind)
    {
        var prefix = $"{Prefix}{kind}.";
        return settings.Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0])
            .Distinct(StringComparer.Ordinal);
    }

    public AnalysisComponent? Component(string kind, string name)
    {
        var prefix = $"{Prefix}{kind}.{name}.";
        var parts = settings.Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(key => key[prefix.Length..], key => settings.List(key), StringComparer.Ordinal);
        return parts.Count == 0 ? null : new AnalysisComponent(kind, name, parts);
    }

    public static int Number(AnalysisComponent component, string name, int otherwise)
    {
        var text = component.Text(name);
        return text is null ? otherwise
            : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw Errors.IllegalArgument($"Failed to parse value [{text}] for setting [{Prefix}{component.Kind}.{component.Name}.{name}]");
    }
}
