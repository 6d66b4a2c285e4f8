namespace Migration.TestSupport.Logs;

/// <summary>Puts the resources' logs where whoever reads of a failed test finds them.</summary>
internal static class FailureLogs
{
    private const int ShownLines = 100;

    public static void Attach(TestContext testContext, ResourceLogs logs, long after)
    {
        // Beside the test program; what is attached is copied from here, and the next run writes over it.
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "logs", testContext.TestName ?? "unnamed"));
        foreach (var resource in logs.Resources)
        {
            var lines = logs.Lines(resource);
            if (lines.Count > 0)
            {
                var file = Path.Combine(folder.FullName, $"{resource}.log");
                File.WriteAllLines(file, lines.Select(line => line.ToString()));
                testContext.AddResultFile(file);
            }

            Show(testContext, resource, logs.Lines(resource, after));
        }
    }

    private static void Show(TestContext testContext, string resource, IReadOnlyList<ResourceLogLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        testContext.WriteLine($"--- {resource}: {lines.Count} lines during this test{(lines.Count > ShownLines ? $", the last {ShownLines}" : string.Empty)}");
        foreach (var line in lines.TakeLast(ShownLines))
        {
            testContext.WriteLine(line.ToString());
        }
    }
}
