using System.Globalization;

namespace Migration.DataFaults.Suite.History;

/// <summary>Gives titles to the listings that the other side writes too.</summary>
internal sealed class ContestedWriter(Side side, IReadOnlyList<long> ids, int round, TimeSpan pace, Random random)
{
    private readonly List<ContestedWrite> _writes = [];

    public IReadOnlyList<ContestedWrite> Writes => _writes;

    public async Task RunAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        for (var n = 0; !ending.IsCancellationRequested; n++)
        {
            var id = ids[random.Next(ids.Count)];
            var title = string.Create(CultureInfo.InvariantCulture, $"contested by {side.Name} {round}.{n}");
            var (outcome, former) = await side.OverwriteAsync(id, title);
            if (outcome is not WriteOutcome.NotDone)
            {
                _writes.Add(new ContestedWrite(id, title, former, outcome is WriteOutcome.Acknowledged));
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
