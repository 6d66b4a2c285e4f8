using Npgsql;

namespace Migration.DataSync.Benchmarks;

/// <summary>
/// The peer of the change stream: PostgreSQL's own subscription, of c2c_listings alone, into the same table with the same indexes. It has nothing to map. It
/// waits for its commits as DataSync does, and reads binary values as DataSync does.
/// </summary>
internal static class Subscription
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task<Consumer> CreateAsync(Lab lab, Database source, string name)
    {
        var mirror = await lab.MirrorAsync(name);
        if (!await source.ScalarAsync<bool>("select exists (select from pg_publication where pubname = 'mirror')"))
        {
            await source.ExecuteAsync("create publication mirror for table c2c_listings");
        }

        var server = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        var connection = $"host={server.Host} port={server.Port} user={server.Username} password={server.Password} dbname={server.Database}";
        await mirror.ExecuteAsync($"create subscription {name} connection '{connection}' publication mirror with (binary = true, synchronous_commit = 'on')");
        await mirror.UntilAsync("select bool_and(srsubstate = 'r') from pg_subscription_rel", Pause);
        await mirror.UntilAsync($"select exists (select from pg_stat_subscription where subname = '{name}' and relid is null and pid is not null)", Pause);
        return new Consumer(await mirror.ScalarAsync<int>($"select pid from pg_stat_subscription where subname = '{name}' and relid is null"), mirror, "c2c_listings");
    }
}
