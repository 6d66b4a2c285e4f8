using System.Collections.Concurrent;
using System.Globalization;

namespace Migration.DataSync.Tests.Faults;

/// <summary>
/// Writes on one side, a key at a time, and keeps the last state of each key that the database has acknowledged. It knows nothing of the synchronisation:
/// what it has kept is what both sides have to say in the end.
/// </summary>
internal sealed class WriteHistory(TestDatabase database, string table, string columns, string values, long firstKey, string delete)
{
    private const int Keys = 120;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly ConcurrentDictionary<long, string?> _acknowledged = new();

    /// <summary>The title each key was left with; null for one that was deleted.</summary>
    public IReadOnlyDictionary<long, string?> Acknowledged => _acknowledged;

    public int Writes { get; private set; }

    public async Task RunAsync(IReadOnlyList<long> contested, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (!cancellationToken.IsCancellationRequested)
        {
            await WriteAsync(Writes);
            if (Writes % 20 == 0)
            {
                await database.ExecuteAsync($"update {table} set title = 'contested {Writes} in {table}' where id = {contested[Writes / 20 % contested.Count]}");
            }

            Writes++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(int n)
    {
        // Every key is made, changed several times and at last, every seventh, deleted; then the next ones come.
        var generation = n / (Keys * 4);
        var key = firstKey + (generation * Keys) + (n % Keys);
        var title = string.Create(CultureInfo.InvariantCulture, $"key {key} write {n}");
        switch (n / Keys % 4)
        {
            case 0:
                await database.ExecuteAsync($"insert into {table} (id, title, {columns}) values ({key}, '{title}', {values})");
                _acknowledged[key] = title;
                break;
            case 3 when key % 7 == 0:
                await database.ExecuteAsync($"{delete} where id = {key}");
                _acknowledged[key] = null;
                break;
            default:
                await database.ExecuteAsync($"update {table} set title = '{title}', price = price + 1 where id = {key}");
                _acknowledged[key] = title;
                break;
        }
    }
}
