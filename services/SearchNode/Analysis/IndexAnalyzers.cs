using System.Collections.Concurrent;
using Lucene.Net.Analysis;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Analysis;

/// <summary>An index's analyzers: OpenSearch's own by name, and those that the index's settings define.</summary>
internal sealed class IndexAnalyzers
{
    public const string Default = "default";

    private readonly AnalysisSettings _settings;
    private readonly ConcurrentDictionary<string, Analyzer> _analyzers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Analyzer> _normalizers = new(StringComparer.Ordinal);

    public IndexAnalyzers(AnalysisSettings settings)
    {
        _settings = settings;

        // Whatever the settings define is built at once: a mistake is refused when the index is created.
        foreach (var name in settings.Names("analyzer"))
        {
            _ = Named(name, name);
        }

        foreach (var name in settings.Names("normalizer"))
        {
            _ = Normalizer(name, name);
        }

        foreach (var name in settings.Names("filter"))
        {
            _ = TokenFilters.Create(name, settings);
        }
    }

    public string DefaultSearch => _settings.Component("analyzer", "default_search") is null ? Default : "default_search";

    public Analyzer Named(string name, string field)
        => _analyzers.TryGetValue(name, out var known) ? known
            : Analyzers.Create(name, _settings) is { } made ? _analyzers.GetOrAdd(name, made)
            : throw Errors.MapperParsing($"analyzer [{name}] has not been configured in mappings ({field})");

    /// <summary>An analyzer that a request names: it is not the mapping that is wrong then.</summary>
    public Analyzer Requested(string name)
        => _analyzers.TryGetValue(name, out var known) ? known
            : Analyzers.Create(name, _settings) is { } made ? _analyzers.GetOrAdd(name, made)
            : throw Errors.IllegalArgument($"failed to find analyzer [{name}]");

    public Analyzer Normalizer(string name, string field)
        => _normalizers.TryGetValue(name, out var known) ? known
            : Analyzers.CreateNormalizer(name, _settings) is { } made ? _normalizers.GetOrAdd(name, made)
            : throw Errors.MapperParsing($"normalizer [{name}] not found for field [{field}]");

    /// <summary>A chain put together by an <c>_analyze</c> request.</summary>
    public Analyzer Chain(AnalysisChain chain) => Analyzers.Build(chain, _settings);
}
