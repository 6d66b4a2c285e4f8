namespace Migration.DataFaults.Suite.History;

/// <summary>Both sides under writes: 250 a second each, a few of them on listings that the other side writes too.</summary>
internal sealed class Workload : IAsyncDisposable
{
    private const int Writers = 6;
    private const int RoundKeys = 1_000_000;
    private const int WriterKeys = 100_000;

    /// <summary>A writer's pause: six writers and one of contested listings come to 250 a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan ContestedPace = TimeSpan.FromMilliseconds(100);
    private static int _rounds;

    private readonly CancellationTokenSource _ending = new();
    private readonly List<OwnKeysWriter> _own;
    private readonly List<ContestedWriter> _contested;
    private readonly Task _running;
    private readonly long _begin = TimeProvider.System.GetTimestamp();

    private Workload(Side monolith, Side microservice, int category, IReadOnlyList<long> contested, Random random)
    {
        var round = Interlocked.Increment(ref _rounds);
        _own = [.. from side in new[] { monolith, microservice }
                   from writer in Enumerable.Range(0, Writers)
                   select new OwnKeysWriter(side, category, side.FirstKey + (round * (long)RoundKeys) + (writer * WriterKeys), Pace, new Random(random.Next()))];
        _contested = [.. new[] { monolith, microservice }.Select(side => new ContestedWriter(side, contested, round, ContestedPace, new Random(random.Next())))];
        Contested = contested;
        _running = Task.WhenAll([.. _own.Select(writer => Task.Run(() => writer.RunAsync(_ending.Token))), .. _contested.Select(writer => Task.Run(() => writer.RunAsync(_ending.Token)))]);
    }

    public IReadOnlyList<long> Contested { get; }

    public IEnumerable<KeyHistory> Keys => _own.SelectMany(writer => writer.Keys);

    public IEnumerable<ContestedWrite> ContestedWrites => _contested.SelectMany(writer => writer.Writes);

    public int Acknowledged => _own.Sum(writer => writer.Acknowledged) + ContestedWrites.Count(write => write.IsAcknowledged);

    public double Rate { get; private set; }

    public static async Task<Workload> StartAsync(Side monolith, Side microservice, Random random, CancellationToken cancellationToken)
    {
        var category = await microservice.ReadAsync<long>("select max(id)::bigint from c2c_categories", cancellationToken);
        var contested = await microservice.PairsAsync("select id, title::text from listings where not is_deleted and id < 2000 order by id limit 5", cancellationToken);
        return new Workload(monolith, microservice, (int)category, [.. contested.Select(pair => pair.Key)], random);
    }

    /// <summary>Each writer ends after the write that it is at. Once stopped it stays so.</summary>
    public async Task StopAsync()
    {
        if (_ending.IsCancellationRequested)
        {
            return;
        }

        await _ending.CancelAsync();
#pragma warning disable VSTHRD003 // Begun by this object.
        await _running;
#pragma warning restore VSTHRD003
        Rate = Acknowledged / TimeProvider.System.GetElapsedTime(_begin).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
#pragma warning disable VSTHRD003 // Begun by this object.
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore VSTHRD003
        _ending.Dispose();
    }
}
