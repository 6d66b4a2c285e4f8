using System.Globalization;
using CsCheck;
using Migration.SearchNode.Tests.Support;

namespace Migration.SearchNode.Tests.Durability;

/// <summary>Any sequence of writes, refreshes and reads, against a dictionary that does the same.</summary>
[TestClass]
public sealed class ModelTests
{
    private const int Ids = 6;

    private static readonly Gen<Step> AnyStep = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, Ids - 1], Gen.Int[0, 9], (id, value) => new Step(StepKind.Index, id, value))),
        (3, Gen.Select(Gen.Int[0, Ids - 1], Gen.Int[0, 9], (id, value) => new Step(StepKind.Update, id, value))),
        (3, Gen.Select(Gen.Int[0, Ids - 1], Gen.Int[0, 9], (id, value) => new Step(StepKind.External, id, value))),
        (3, Gen.Int[0, Ids - 1].Select(id => new Step(StepKind.Delete, id, 0))),
        (2, Gen.Const(new Step(StepKind.Refresh, 0, 0))),
        (1, Gen.Const(new Step(StepKind.Flush, 0, 0))),
        (3, Gen.Int[0, 9].Select(value => new Step(StepKind.Search, 0, value))),
        (3, Gen.Int[0, Ids - 1].Select(id => new Step(StepKind.Get, id, 0))));

    private static TestNode Node => SharedNode.Node;

    [TestMethod]
    public async Task AnySequence_AnswersAsTheModelDoes()
        => await AnyStep.Array[1, 40].SampleAsync(async steps => await RunAsync(steps), iter: 30, threads: 1);

    private static async Task RunAsync(Step[] steps)
    {
        var index = SharedNode.NewIndex();
        await Node.PutAsync($"/{index}", """{"settings":{"refresh_interval":"-1"},"mappings":{"properties":{"v":{"type":"integer"},"k":{"type":"keyword"}}}}""");
        var model = new Model();
        foreach (var step in steps)
        {
            var expected = model.Apply(step);
            (await ApplyAsync(index, step)).Should().Be(expected, $"{step} after {string.Join(" ", steps.TakeWhile(other => !ReferenceEquals(other, step)))}");
        }

        await Node.DeleteAsync($"/{index}");
    }

    private static async Task<string> ApplyAsync(string index, Step step)
    {
        var path = $"/{index}/_doc/{step.Id}";
        switch (step.Kind)
        {
            case StepKind.Index:
                return Written(await Node.PutAsync(path, Document(step.Value)));
            case StepKind.External:
                return Written(await Node.PutAsync($"{path}?version={step.Value}&version_type=external", Document(step.Value)));
            case StepKind.Update:
                return Written(await Node.PostAsync($"/{index}/_update/{step.Id}", $"{{\"doc\":{Document(step.Value)}}}"));
            case StepKind.Delete:
                return Written(await Node.DeleteAsync(path));
            case StepKind.Refresh:
                await Node.PostAsync($"/{index}/_refresh");
                return string.Empty;
            case StepKind.Flush:
                await Node.PostAsync($"/{index}/_flush");
                return string.Empty;
            case StepKind.Get:
                var found = await Node.GetAsync(path);
                return found.Status == 404 ? "missing" : $"{found["_source.v"]} v{found["_version"]}";
            default:
                var range = await Node.PostAsync($"/{index}/_search", $"{{\"query\":{{\"range\":{{\"v\":{{\"gte\":{step.Value}}}}}}},\"sort\":[\"v\",\"_id\"]}}");
                var term = await Node.PostAsync($"/{index}/_search", $"{{\"query\":{{\"term\":{{\"k\":\"k{step.Value}\"}}}},\"sort\":[\"_id\"]}}");
                return $"{range.Ids}|{term.Ids}";
        }
    }

    private static string Document(int value) => $"{{\"v\":{value},\"k\":\"k{value}\"}}";

    private static string Written(Answer answer)
        => answer.Status is 409 ? "conflict"
            : answer["error.type"] is { } error ? error
            : $"{answer["result"]} v{answer["_version"]} s{answer["_seq_no"]}";

    private enum StepKind
    {
        Index,
        External,
        Update,
        Delete,
        Refresh,
        Flush,
        Search,
        Get,
    }

    private sealed record Step(StepKind Kind, int Id, int Value);

    /// <summary>What OpenSearch's documentation says happens, done naively.</summary>
    private sealed class Model
    {
        private readonly Dictionary<int, (int? Value, long Version)> _documents = [];
        private Dictionary<int, int> _visible = [];
        private long _seqNo;

        public string Apply(Step step)
        {
            var (value, version) = _documents.GetValueOrDefault(step.Id);
            switch (step.Kind)
            {
                case StepKind.Index:
                    return Write(step, value is null ? "created" : "updated", version + 1);
                case StepKind.External:
                    return _documents.ContainsKey(step.Id) && version >= step.Value ? "conflict" : Write(step, value is null ? "created" : "updated", step.Value);
                case StepKind.Update:
                    return value is null ? "document_missing_exception"
                        : value == step.Value ? $"noop v{version} s{_seqNoOf[step.Id]}"
                        : Write(step, "updated", version + 1);
                case StepKind.Delete:
                    var result = value is null ? "not_found" : "deleted";
                    _documents[step.Id] = (null, version + 1);
                    return string.Create(CultureInfo.InvariantCulture, $"{result} v{version + 1} s{_seqNo++}");
                case StepKind.Refresh:
                    _visible = _documents.Where(document => document.Value.Value is not null).ToDictionary(document => document.Key, document => document.Value.Value!.Value);
                    return string.Empty;
                case StepKind.Flush:
                    return string.Empty;
                case StepKind.Get:
                    return value is null ? "missing" : $"{value} v{version}";
                default:
                    var range = _visible.Where(document => document.Value >= step.Value).OrderBy(document => document.Value).ThenBy(document => document.Key);
                    var term = _visible.Where(document => document.Value == step.Value).OrderBy(document => document.Key);
                    return $"{string.Join(",", range.Select(document => document.Key))}|{string.Join(",", term.Select(document => document.Key))}";
            }
        }

        private readonly Dictionary<int, long> _seqNoOf = [];

        private string Write(Step step, string result, long version)
        {
            _documents[step.Id] = (step.Value, version);
            _seqNoOf[step.Id] = _seqNo;
            return string.Create(CultureInfo.InvariantCulture, $"{result} v{version} s{_seqNo++}");
        }
    }
}
