using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// PostgreSQL's own subscription, of c2c_listings alone. It waits for its commits as DataSync does, and reads binary values as DataSync does.
/// </summary>
internal static class Subscription
{
    private const string Table = LandingTable.Name;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The peers of the change stream, all alike: into the microservice's own tables and outbox, by a trigger on a landing table.</summary>
    public static async Task<IReadOnlyList<Consumer>> MappedAsync(Lab lab, Database source, params string[] names)
    {
        var first = await lab.MicroserviceAsync(names[0]);
        await LandingTable.CreateAsync(source, first);
        Database[] targets = [first, .. await Task.WhenAll(names.Skip(1).Select(name => lab.CloneAsync(first, name)))];
        var consumers = new List<Consumer>();
        foreach (var (name, target) in names.Zip(targets))
        {
            // What the source has is there.
            consumers.Add(new Consumer(await SubscribeAsync(source, target, name, copy: false), target, "listings"));
        }

        return consumers;
    }

    /// <summary>Beside them, for what it says about the machine: into a table as it is in svetubd, with its indexes. It maps nothing and keeps no outbox.</summary>
    public static async Task<Consumer> BareAsync(Lab lab, Database source, string name)
    {
        var target = await lab.MirrorAsync(name);
        return new Consumer(await SubscribeAsync(source, target, name, copy: true), target, Table);
    }

    private static async Task<int> SubscribeAsync(Database source, Database target, string name, bool copy)
    {
        if (!await source.ScalarAsync<bool>("select exists (select from pg_publication where pubname = 'mirror')"))
        {
            await source.ExecuteAsync($"create publication mirror for table {Table}");
        }

        var server = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        var connection = $"host={server.Host} port={server.Port} user={server.Username} password={server.Password} dbname={server.Database}";
        await target.ExecuteAsync($"create subscription {name} connection '{connection}' publication mirror with (binary = true, synchronous_commit = 'on', copy_data = {(copy ? "true" : "false")})");
        await target.UntilAsync("select bool_and(srsubstate = 'r') from pg_subscription_rel", Pause);
        await target.UntilAsync($"select exists (select from pg_stat_subscription where subname = '{name}' and relid is null and pid is not null)", Pause);
        return await target.ScalarAsync<int>($"select pid from pg_stat_subscription where subname = '{name}' and relid is null");
    }
}
