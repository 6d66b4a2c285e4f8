using System.Diagnostics.CodeAnalysis;
using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

/// <summary>All kept spans by trace. Guarded by the store's lock.</summary>
internal sealed class TraceIndex
{
    private readonly Dictionary<string, TraceEntry> _traces = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TraceEntry> Entries => _traces.Values;

    public bool TryGet(string traceId, [NotNullWhen(true)] out TraceEntry? entry) => _traces.TryGetValue(traceId, out entry);

    public bool HasError(string traceId) => _traces.TryGetValue(traceId, out var entry) && entry.HasError;

    public bool TryAdd(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var entry))
        {
            _traces[span.TraceId] = entry = new TraceEntry(span.TraceId);
        }

        return entry.TryAdd(span);
    }

    public void Remove(Span span)
    {
        if (_traces.TryGetValue(span.TraceId, out var entry))
        {
            entry.Remove(span);
            if (entry.Count == 0)
            {
                _traces.Remove(span.TraceId);
            }
        }
    }
}
