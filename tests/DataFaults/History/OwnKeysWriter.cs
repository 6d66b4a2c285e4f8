using System.Globalization;

namespace Migration.DataFaults.Suite.History;

/// <summary>Writes listings that nobody else writes, one at a time, and keeps what it was told of each.</summary>
internal sealed class OwnKeysWriter(Side side, int category, long firstKey, TimeSpan pace, Random random)
{
    private const int Most = 40;

    private readonly List<KeyHistory> _alive = [];
    private readonly List<KeyHistory> _all = [];
    private int _writes;

    public IReadOnlyList<KeyHistory> Keys => _all;

    public int Acknowledged { get; private set; }

    public async Task RunAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(pace, TimeProvider.System);
        while (!ending.IsCancellationRequested)
        {
            await WriteAsync();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync()
    {
        var dice = random.Next(100);
        var isNew = _alive.Count == 0 || (dice < 20 && _alive.Count < Most);
        var key = isNew ? new KeyHistory(firstKey + _all.Count) : _alive[random.Next(_alive.Count)];
        var title = string.Create(CultureInfo.InvariantCulture, $"{side.Name} {key.Id} write {++_writes}");
        var (sql, state) = isNew
            ? ($"insert into {side.Table} (id, user_id, category_id, price, title, views_count) values ({key.Id}, 7, {category}, 10, '{title}', 1)", new KeyState(title, 1))
            : dice > 90
                ? (string.Format(CultureInfo.InvariantCulture, side.Delete, key.Id), new KeyState(null, 0))
                : ($"update {side.Table} set title = '{title}', views_count = views_count + 1 where id = {key.Id}", new KeyState(title, key.State.Views + 1));
        Keep(await side.WriteAsync(sql, key.Id), key, state, isNew);
    }

    private void Keep(WriteOutcome outcome, KeyHistory key, KeyState state, bool isNew)
    {
        if (outcome is WriteOutcome.NotDone)
        {
            return;
        }

        if (isNew)
        {
            _all.Add(key);
            _alive.Add(key);
        }

        if (outcome is WriteOutcome.Acknowledged)
        {
            Acknowledged++;
            key.Acknowledged(state);
        }
        else
        {
            key.Doubtful(state);
        }

        if (key.IsInDoubt || state.Title is null)
        {
            _alive.Remove(key);
        }
    }
}
