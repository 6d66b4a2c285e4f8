namespace Migration.SearchNode.Benchmarks;

/// <summary>From the start of the process to its first answer.</summary>
internal static class StartBenchmark
{
    public static async Task<List<double>> RunAsync(int times)
    {
        var measured = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("search-start-").FullName;
            using (var node = await NodeServer.StartAsync(folder))
            {
                measured.Add(node.StartTime.TotalMilliseconds);
            }

            Directory.Delete(folder, recursive: true);
        }

        return measured;
    }
}
