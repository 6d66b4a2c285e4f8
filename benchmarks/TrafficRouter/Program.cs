using Migration.TrafficRouter.Benchmarks;

await DecisionBenchmark.RunAsync();
await CallBenchmark.RunAsync();
