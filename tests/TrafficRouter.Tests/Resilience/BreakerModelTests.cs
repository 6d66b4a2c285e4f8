using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Resilience;

namespace Migration.TrafficRouter.Tests.Resilience;

/// <summary>
/// Thousands of random interleavings of attempts, answers and waiting, on the breaker and on a model that keeps no state but the
/// history and reads everything from it.
/// </summary>
[TestClass]
public sealed class BreakerModelTests
{
    private const int LeaseMilliseconds = 200;

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Const(new Step(StepKind.Ask, 0, default))),
        (6, Gen.Select(Gen.Int[0, 5], OneOf(Verdict.Success, Verdict.Failure, Verdict.Failure, Verdict.Ignored), (which, verdict) => new Step(StepKind.Answer, which, verdict))),
        (2, OneOf(1, 50, 199, 200, 201).Select(wait => new Step(StepKind.Wait, wait, default))),
        (1, OneOf(1_000, 29_799, 29_800, 29_999, 30_000, 30_001, 60_000).Select(wait => new Step(StepKind.Wait, wait, default))));

    [TestMethod]
    public void Breaker_AnyInterleaving_AgreesWithTheModel()
        => Steps.Array[0, 120].Sample(Agrees, iter: 20_000, print: steps => string.Join(", ", steps));

    private static bool Agrees(Step[] steps)
    {
        var time = new FakeTimeProvider();
        var breaker = new Breaker(time, TimeSpan.FromMilliseconds(LeaseMilliseconds));
        var model = new Model();
        var permits = new List<BreakerPermit>();
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case StepKind.Wait:
                    time.Advance(TimeSpan.FromMilliseconds(step.Number));
                    model.Now += step.Number;
                    break;
                case StepKind.Ask:
                    var granted = breaker.TryAcquire(out var permit, out _);
                    if (granted != model.Ask())
                    {
                        return false;
                    }

                    if (granted)
                    {
                        permits.Add(permit);
                    }

                    break;
                case StepKind.Answer when step.Number < permits.Count:
                    // Counted from the newest: old permits are answered too, but less often.
                    var index = permits.Count - 1 - step.Number;
                    breaker.Record(permits[index], step.Verdict);
                    model.Answer(index, step.Verdict);
                    permits.RemoveAt(index);
                    break;
                default:
                    break;
            }

            if (breaker.State != model.State)
            {
                return false;
            }
        }

        return true;
    }

    internal enum StepKind
    {
        Ask,
        Answer,
        Wait,
    }

    internal sealed record Step(StepKind Kind, int Number, Verdict Verdict);

    /// <summary>
    /// An epoch is a stretch in one state; an attempt belongs to the epoch in which it was granted, and answers for it alone.
    /// </summary>
    private sealed class Model
    {
        private readonly List<Attempt> _out = [];
        private Epoch _epoch = new(BreakerState.Closed, 0);

        public long Now { get; set; }

        public BreakerState State
        {
            get
            {
                Settle();
                return _epoch.State;
            }
        }

        public bool Ask()
        {
            Settle();
            if (_epoch.State == BreakerState.Open && Now - _epoch.Since >= 30_000)
            {
                _epoch = new Epoch(BreakerState.HalfOpen, Now);
            }

            var isFree = _epoch.State == BreakerState.Closed || (_epoch.State == BreakerState.HalfOpen && !_out.Any(attempt => attempt.Epoch == _epoch));
            if (isFree)
            {
                _out.Add(new Attempt(_epoch, Now));
            }

            return isFree;
        }

        public void Answer(int index, Verdict verdict)
        {
            Settle();
            var attempt = _out[index];
            _out.RemoveAt(index);
            if (attempt.Epoch == _epoch && verdict != Verdict.Ignored)
            {
                _epoch.Heard.Add(verdict);
                Settle();
            }
        }

        private void Settle()
        {
            if (_epoch.State == BreakerState.HalfOpen && _out.Find(attempt => attempt.Epoch == _epoch) is { } probe && Now - probe.At >= LeaseMilliseconds)
            {
                _epoch = new Epoch(BreakerState.Open, probe.At + LeaseMilliseconds);
            }

            var failuresInARow = _epoch.Heard.AsEnumerable().Reverse().TakeWhile(verdict => verdict == Verdict.Failure).Count();
            if (_epoch.State == BreakerState.Closed && failuresInARow >= 5)
            {
                _epoch = new Epoch(BreakerState.Open, Now);
            }
            else if (_epoch.State == BreakerState.HalfOpen && failuresInARow > 0)
            {
                _epoch = new Epoch(BreakerState.Open, Now);
            }
            else if (_epoch.State == BreakerState.HalfOpen && _epoch.Heard.Count >= 2)
            {
                _epoch = new Epoch(BreakerState.Closed, Now);
            }
        }

        private sealed class Epoch(BreakerState state, long since)
        {
            public BreakerState State { get; } = state;

            public long Since { get; } = since;

            public List<Verdict> Heard { get; } = [];
        }

        private sealed record Attempt(Epoch Epoch, long At);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
