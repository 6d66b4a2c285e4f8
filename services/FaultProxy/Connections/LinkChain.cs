using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Connections;

/// <summary>The toxics in force on one link, in their order, until they change: then <see cref="Token"/> is cancelled and another chain is there.</summary>
internal sealed class LinkChain
{
    private readonly (Toxic Toxic, ToxicEffect? Effect)[] _entries;
    private readonly CancellationTokenSource _replaced;

    private LinkChain((Toxic, ToxicEffect?)[] entries, bool endsConnection, CancellationToken connectionEnds)
    {
        _entries = entries;
        EndsConnection = endsConnection;
        _replaced = CancellationTokenSource.CreateLinkedTokenSource(connectionEnds);
        Token = _replaced.Token;
        foreach (var (_, effect) in entries)
        {
            if (effect?.ExpiresAt is { } expiry && !(ExpiresAt <= expiry))
            {
                ExpiresAt = expiry;
            }
        }
    }

    /// <summary>Cancelled when another chain is in force or the connection ends.</summary>
    public CancellationToken Token { get; }

    /// <summary>When the connection ends at the latest, or null.</summary>
    public TimeSpan? ExpiresAt { get; }

    /// <summary>A toxic that lost bytes was removed.</summary>
    public bool EndsConnection { get; }

    public static LinkChain Empty(CancellationToken connectionEnds) => new([], endsConnection: false, connectionEnds);

    /// <summary>The chain after this one. What stays keeps its state; what is new or changed throws its dice.</summary>
    public LinkChain Next(IEnumerable<Toxic> toxics, Random random, TimeSpan now, CancellationToken connectionEnds)
    {
        var before = _entries.ToDictionary(entry => entry.Toxic.Name, StringComparer.Ordinal);
        var entries = new List<(Toxic, ToxicEffect?)>();
        foreach (var toxic in toxics)
        {
            if (before.Remove(toxic.Name, out var known) && ReferenceEquals(known.Toxic, toxic))
            {
                entries.Add(known);
                continue;
            }

            var effect = random.NextSingle() < toxic.Toxicity ? toxic.Attributes.Attach(random, known.Effect) : null;
            effect?.Begin(now);
            entries.Add((toxic, effect));
        }

        var ends = EndsConnection || before.Values.Any(entry => entry.Effect is { EndsConnectionWhenRemoved: true });
        return new LinkChain([.. entries], ends, connectionEnds);
    }

    /// <summary>Wakes whoever waits under this chain. Elsewhere, so that the one who changes the toxics does not do a connection's work.</summary>
    public Task ReplaceAsync() => _replaced.CancelAsync();

    public Passage Plan(Chunk chunk, int available, TimeSpan now)
    {
        var passage = new Passage(chunk.Number, available, chunk.ArrivedAt);
        foreach (var (_, effect) in _entries)
        {
            effect?.Limit(passage);
        }

        foreach (var (_, effect) in _entries)
        {
            effect?.Delay(passage, now);
        }

        return passage;
    }

    public void Passed(Passage passage)
    {
        foreach (var (_, effect) in _entries)
        {
            effect?.Passed(passage);
        }
    }
}
