using System.Globalization;
using Migration.TrafficRouter.Benchmarks;

await DecisionBenchmark.RunAsync();
await CallBenchmark.RunAsync(rounds: args is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 400);
