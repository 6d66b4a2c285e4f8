using System.Globalization;
using Migration.Listings.Benchmarks;

// Run without arguments: it starts PostgreSQL and this program twice more, as the service and as its peer.
return args switch
{
    ["service", var database] => await Servers.RunServiceAsync(database),
    ["peer", var database] => await Servers.RunPeerAsync(database),
    ["findability"] => await Findability.RunAsync(perSecond: 200, TimeSpan.FromSeconds(60)),
    ["cost"] => await Comparison.RunAsync(blocks: 0),
    [] => await Comparison.RunAsync(blocks: 40),
    [var blocks] when int.TryParse(blocks, CultureInfo.InvariantCulture, out var count) && count > 0 => await Comparison.RunAsync(count),
    _ => await RefuseAsync(args),
};

static async Task<int> RefuseAsync(string[] args)
{
    await Console.Error.WriteLineAsync($"'{string.Join(' ', args)}' is not understood: give nothing, the number of blocks, 'cost' or 'findability'.");
    return 2;
}
