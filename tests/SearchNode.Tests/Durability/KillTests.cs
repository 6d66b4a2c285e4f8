using System.Text;
using System.Text.Json.Nodes;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Durability;

/// <summary>What was acknowledged is there after the process was killed in the middle of bulk writes.</summary>
[TestClass]
[DoNotParallelize]
public sealed class KillTests
{
    private const int Rounds = 10;
    private const int Writers = 3;
    private const int Documents = 200;
    private const int BulkSize = 20;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public async Task KillDuringBulk_TenRounds_LosesNothingThatWasAcknowledged()
    {
        using var scratch = new ScratchFolder();
        var directory = scratch.Path;
        var writers = Enumerable.Range(0, Writers).Select(number => new Writer(number, new Random(number))).ToArray();
        using (var first = await NodeProcess.StartAsync(directory, TestContext.CancellationToken))
        {
            using var definition = new StringContent(
                """{"settings":{"refresh_interval":"100ms","translog.flush_threshold_size":"60kb"},"mappings":{"properties":{"value":{"type":"long"}}}}""",
                Encoding.UTF8,
                "application/json");
            (await first.Http.PutAsync("/data", definition, TestContext.CancellationToken)).EnsureSuccessStatusCode();
            await first.KillAsync();
        }

        for (var round = 0; round < Rounds; round++)
        {
            using var node = await NodeProcess.StartAsync(directory, TestContext.CancellationToken);
            foreach (var writer in writers)
            {
                await writer.VerifyAsync(node.Http, round, TestContext.CancellationToken);
            }

            var running = Array.ConvertAll(writers, writer => writer.RunAsync(node.Http, TestContext.CancellationToken));
            await writers[0].AcknowledgedAsync(bulks: 3 + round, TestContext.CancellationToken);
            await node.KillAsync();
            await Task.WhenAll(running);
        }

        using var last = await NodeProcess.StartAsync(directory, TestContext.CancellationToken);
        foreach (var writer in writers)
        {
            await writer.VerifyAsync(last.Http, Rounds, TestContext.CancellationToken);
            writer.Acknowledged.Should().BePositive();
        }
    }

    /// <summary>Writes its own documents one bulk after the other and knows what each of them may be.</summary>
    private sealed class Writer(int number, Random random)
    {
        private readonly long?[] _sure = new long?[Documents];
        private readonly List<long?>[] _possible = [.. Enumerable.Range(0, Documents).Select(_ => new List<long?>())];
        private readonly System.Threading.Channels.Channel<int> _bulks = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private long _next;

        public int Acknowledged { get; private set; }

        public async Task AcknowledgedAsync(int bulks, CancellationToken cancelled)
        {
            for (var i = 0; i < bulks; i++)
            {
                await _bulks.Reader.ReadAsync(cancelled);
            }
        }

        /// <summary>Ends when the node does.</summary>
        public async Task RunAsync(HttpClient http, CancellationToken cancelled)
        {
            while (_bulks.Reader.TryRead(out _))
            {
                // Of the node before: this one is to be killed while it writes itself.
            }

            try
            {
                await WriteAsync(http, cancelled);
            }
            catch (Exception failure)
            {
                // Whoever waits for acknowledgements hears of it too.
                _bulks.Writer.TryComplete(failure);
                throw;
            }
        }

        private async Task WriteAsync(HttpClient http, CancellationToken cancelled)
        {
            while (true)
            {
                var changes = new Dictionary<int, long?>();
                while (changes.Count < BulkSize)
                {
                    changes[random.Next(Documents)] = random.Next(5) == 0 ? null : ++_next;
                }

                foreach (var (id, value) in changes)
                {
                    _possible[id].Add(value);
                }

                try
                {
                    using var content = new StringContent(Body(changes), Encoding.UTF8, "application/x-ndjson");
                    using var response = await http.PostAsync("/data/_bulk", content, cancelled);
                    var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancelled))!;
                    answer["errors"]!.GetValue<bool>().Should().BeFalse();
                }
                catch (HttpRequestException)
                {
                    return;
                }

                foreach (var (id, value) in changes)
                {
                    _sure[id] = value;
                    _possible[id].Clear();
                }

                Acknowledged++;
                _bulks.Writer.TryWrite(Acknowledged);
            }
        }

        public async Task VerifyAsync(HttpClient http, int round, CancellationToken cancelled)
        {
            using var content = new StringContent(
                $"{{\"ids\":[{string.Join(',', Enumerable.Range(0, Documents).Select(id => $"\"{number}-{id}\""))}]}}", Encoding.UTF8, "application/json");
            using var response = await http.PostAsync("/data/_mget", content, cancelled);
            var documents = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancelled))!["docs"]!.AsArray();
            for (var id = 0; id < Documents; id++)
            {
                var found = documents[id]!["_source"]?["value"]?.GetValue<long>();
                if (found != _sure[id])
                {
                    _possible[id].Should().Contain(
                        found, $"round {round}: document {number}-{id} was acknowledged as {(_sure[id] is { } sure ? $"{sure}" : "deleted")} and nothing later was sent but {string.Join(",", _possible[id])}");
                }

                _sure[id] = found;
                _possible[id].Clear();
            }
        }

        private string Body(Dictionary<int, long?> changes)
        {
            var body = new StringBuilder();
            foreach (var (id, value) in changes)
            {
                body.Append(value is null
                    ? $"{{\"delete\":{{\"_id\":\"{number}-{id}\"}}}}\n"
                    : $"{{\"index\":{{\"_id\":\"{number}-{id}\"}}}}\n{{\"value\":{value}}}\n");
            }

            return body.ToString();
        }
    }
}
