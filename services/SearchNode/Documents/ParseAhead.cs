using Migration.SearchNode.Http;
using Migration.SearchNode.Indices;
using Migration.SearchNode.Mapping;

namespace Migration.SearchNode.Documents;

/// <summary>
/// Parses the next documents of a bulk on another core while those before them are indexed. It only ever saves work: a document
/// that does not parse, or was parsed by a mapping that has grown since, or that nobody had a core for, is parsed by the writer itself.
/// </summary>
internal sealed class ParseAhead
{
    /// <summary>So many are handed over at once: waking a thread for every one would cost more than it saves.</summary>
    private const int BatchSize = 64;

    private readonly IReadOnlyList<BulkItem> _items;
    private readonly IndexResolver _resolver;
    private readonly Batch[] _batches;

    public ParseAhead(IReadOnlyList<BulkItem> items, IndexResolver resolver)
    {
        _items = items;
        _resolver = resolver;
        _batches = Environment.ProcessorCount > 1
            ? [.. Enumerable.Range(0, (items.Count + BatchSize - 1) / BatchSize).Select(batch => new Batch(this, batch * BatchSize))]
            : [];
    }

    /// <summary>The document of an item, if it was parsed ahead. Every item is asked for once, in its order.</summary>
    public async ValueTask<AheadDocument?> TakeAsync(int item)
    {
        if (_batches.Length == 0)
        {
            return null;
        }

        var batch = _batches[item / BatchSize];
        if (item % BatchSize == 0)
        {
            if ((item / BatchSize) + 1 < _batches.Length)
            {
                _batches[(item / BatchSize) + 1].Begin();
            }

            await batch.ReadyAsync();
        }

        return batch.Take(item);
    }

    private AheadDocument? Parse(BulkItem item)
    {
        if (item.Action is not (BulkAction.Index or BulkAction.Create))
        {
            return null;
        }

        try
        {
            var request = item.Request;
            return _resolver.WriteTarget(request.Index) is { Mapping: var mapping }
                && DocumentParser.Parse(mapping, request.Id ?? DocumentWriter.NewId(), request.Routing, request.Source) is { } document
                    ? new AheadDocument(mapping, document)
                    : null;
        }
        catch (OpenSearchException)
        {
            // The writer comes to the same end, and tells the client.
            return null;
        }
    }

    private sealed class Batch(ParseAhead owner, int first)
    {
        private readonly AheadDocument?[] _parsed = new AheadDocument?[Math.Min(BatchSize, owner._items.Count - first)];
        private int _isClaimed;
        private Task _parsing = Task.CompletedTask;

        public void Begin() => _parsing = Task.Run(Parse);

        /// <summary>Waits only for what somebody has really begun.</summary>
        public Task ReadyAsync() => Interlocked.Exchange(ref _isClaimed, 1) == 0 ? Task.CompletedTask : _parsing;

        public AheadDocument? Take(int item)
        {
            var parsed = _parsed[item - first];
            _parsed[item - first] = null;
            return parsed;
        }

        private void Parse()
        {
            if (Interlocked.Exchange(ref _isClaimed, 1) == 0)
            {
                for (var i = 0; i < _parsed.Length; i++)
                {
                    _parsed[i] = owner.Parse(owner._items[first + i]);
                }
            }
        }
    }
}
