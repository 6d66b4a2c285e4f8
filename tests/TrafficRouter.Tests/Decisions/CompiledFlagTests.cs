using CsCheck;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Decisions;

[TestClass]
public sealed class CompiledFlagTests
{
    private static readonly RoutingOverride ForcedThere = new(Side.Microservice, null);
    private static readonly RoutingOverride PinnedThere = new(null, Side.Microservice);

    [TestMethod]
    public void Decide_AtZeroPercent_LeavesEverybodyOnTheMonolith()
    {
        var flag = TestFlags.Flag(0).Compile();

        for (var user = 1; user <= 10_000; user++)
        {
            var decision = flag.Decide(RoutingSubject.User(user), default);
            decision.Side.Should().Be(Side.Monolith);
            decision.Reason.Should().Be(RoutingReason.DefaultMonolith);
        }
    }

    [TestMethod]
    public void Decide_AtHundredPercent_MovesEverybodyButTheDenied()
    {
        var flag = (TestFlags.Flag(100) with { DenyUserIds = [5] }).Compile();

        Enumerable.Range(1, 10_000).Count(user => flag.Decide(RoutingSubject.User(user), default).Side == Side.Microservice).Should().Be(9_999);
        flag.Decide(RoutingSubject.User(5), default).Reason.Should().Be(RoutingReason.DenyList);
    }

    [TestMethod]
    public void Decide_AtTheVeryBucket_IsOutAndOneAboveIsIn()
    {
        var bucket = BucketFunction.Bucket("marketplace/marketplace/1", "u:42");
        var atBucket = TestFlags.Flag(bucket / 1000m).Compile();
        var oneAbove = TestFlags.Flag((bucket + 1) / 1000m).Compile();

        atBucket.Decide(RoutingSubject.User(42), default).Side.Should().Be(Side.Monolith);
        oneAbove.Decide(RoutingSubject.User(42), default).Should().Be(new RoutingDecision
        {
            Side = Side.Microservice,
            Reason = RoutingReason.Percentage,
            Flag = "marketplace",
            FlagVersion = 7,
            Bucket = bucket,
            Seed = "1",
        });
    }

    [TestMethod]
    public void Decide_KillSwitch_OutranksCanaryForcedPinnedAndPercentage()
    {
        var flag = (TestFlags.Flag(100, enabled: false) with { CanaryUserIds = [1] }).Compile();

        foreach (var wish in new[] { default, ForcedThere, PinnedThere, new RoutingOverride(Side.Microservice, Side.Microservice) })
        {
            var decision = flag.Decide(RoutingSubject.User(1), wish);
            decision.Side.Should().Be(Side.Monolith);
            decision.Reason.Should().Be(RoutingReason.KillSwitch);
        }
    }

    [TestMethod]
    public void Decide_EachReason_OutranksTheNext()
    {
        var flag = (TestFlags.Flag(100) with { CanaryUserIds = [1, 2], DenyUserIds = [1] }).Compile();

        flag.Decide(RoutingSubject.User(1), PinnedThere).Reason.Should().Be(RoutingReason.DenyList, "denied outranks pinned and canary");
        flag.Decide(RoutingSubject.User(2), new RoutingOverride(Side.Monolith, Side.Monolith)).Should().Match<RoutingDecision>(
            decision => decision.Reason == RoutingReason.ReadYourWrites && decision.Side == Side.Monolith, "pinned outranks canary");
        flag.Decide(RoutingSubject.User(2), new RoutingOverride(Side.Monolith, null)).Reason.Should().Be(RoutingReason.CanaryUser, "canary outranks forced");
        flag.Decide(RoutingSubject.User(3), new RoutingOverride(Side.Monolith, null)).Should().Match<RoutingDecision>(
            decision => decision.Reason == RoutingReason.ForcedHeader && decision.Side == Side.Monolith, "forced outranks the percentage");
        flag.Decide(RoutingSubject.User(3), default).Reason.Should().Be(RoutingReason.Percentage);
    }

    [TestMethod]
    public void Decide_ForNobody_IsTheMonolithEvenAtHundredPercent()
    {
        var decision = TestFlags.Flag(100).Compile().Decide(RoutingSubject.Anonymous, default);

        decision.Side.Should().Be(Side.Monolith);
        decision.Bucket.Should().Be(-1);
    }

    [TestMethod]
    public void Decide_ForAVisitor_GoesByTheVisitorsId()
    {
        var visitor = RoutingSubject.Visitor("0f8fad5b-d9cb-469f-a165-70867728950e");

        var decision = TestFlags.Flag(100).Compile().Decide(visitor, default);

        decision.Side.Should().Be(Side.Microservice);
        decision.Bucket.Should().Be(BucketFunction.Bucket("marketplace/marketplace/1", visitor.Key!));
    }

    [TestMethod]
    public void Decide_TheFirstBucket_IsMovedByTheSmallestStepAndByAnExperiment()
    {
        var first = RoutingSubject.User(Enumerable.Range(1, 10_000_000).First(user => BucketFunction.Bucket("marketplace/marketplace/1"u8, user) == 0));
        var experiment = new ExperimentDefinition("arm", [new("go", 1, Side.Microservice)]);

        TestFlags.Flag(0.001m).Compile().Decide(first, default).Reason.Should().Be(RoutingReason.Percentage);
        TestFlags.Flag(0).Compile().Decide(first, default).Reason.Should().Be(RoutingReason.DefaultMonolith);
        (TestFlags.Flag(0) with { Experiments = [experiment] }).Compile().Decide(first, default).Reason.Should().Be(RoutingReason.Experiment);
    }

    [TestMethod]
    public void Compile_OfNothingOrTooLongASalt_IsRefused()
    {
        FluentActions.Invoking(() => new CompiledFlag("marketplace", null!)).Should().Throw<ArgumentNullException>().WithParameterName("definition");
        FluentActions.Invoking(() => new CompiledFlag(new string('s', 243), TestFlags.Flag())).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("definition");
        FluentActions.Invoking(() => new CompiledFlag(new string('s', 242), TestFlags.Flag())).Should().NotThrow("service/marketplace/1 has 256 bytes then");
    }

    [TestMethod]
    public void Decide_Rollout_IsMonotoneAndNearItsShare()
    {
        var before = new HashSet<int>();
        foreach (var percent in new[] { 0m, 1, 5, 25, 50, 100 })
        {
            var flag = TestFlags.Flag(percent).Compile();
            var now = Enumerable.Range(1, 10_000).Where(user => flag.Decide(RoutingSubject.User(user), default).Side == Side.Microservice).ToHashSet();

            before.IsSubsetOf(now).Should().BeTrue("whoever is in before {0} % stays in", percent);
            var share = (double)percent / 100;
            ((double)now.Count).Should().BeApproximately(10_000 * share, (4 * Math.Sqrt(10_000 * share * (1 - share))) + 0.1, "4 sigma at {0} %", percent);
            before = now;
        }
    }

    [TestMethod]
    public void Decide_AnyFlagAndUser_AgreesWithThePlainModel()
    {
        var ids = Gen.Long[1, 20].Array[0, 5];
        var flags = Gen.Select(Gen.Bool, Gen.Int[0, 100_000], ids, ids, OneOf("1", "two", "x.y"));
        var sides = OneOf<Side?>(null, Side.Monolith, Side.Microservice);

        Gen.Select(flags, Gen.Long[0, 20], sides, sides).Sample(
            (flag, user, forced, pinned) =>
            {
                var definition = TestFlags.Flag(flag.Item2 / 1000m, flag.Item1) with { CanaryUserIds = flag.Item3, DenyUserIds = flag.Item4, Seed = flag.Item5 };
                var subject = user == 0 ? RoutingSubject.Anonymous : RoutingSubject.User(user);

                var decision = definition.Compile().Decide(subject, new RoutingOverride(forced, pinned));

                return (decision.Side, decision.Reason) == Model(definition, user, forced, pinned);
            },
            iter: 20_000);
    }

    private static (Side Side, RoutingReason Reason) Model(FlagDefinition flag, long user, Side? forced, Side? pinned)
    {
        var rules = new (bool Applies, Side Side, RoutingReason Reason)[]
        {
            (!flag.Enabled, Side.Monolith, RoutingReason.KillSwitch),
            (flag.DenyUserIds.Contains(user), Side.Monolith, RoutingReason.DenyList),
            (pinned is not null, pinned ?? default, RoutingReason.ReadYourWrites),
            (flag.CanaryUserIds.Contains(user), Side.Microservice, RoutingReason.CanaryUser),
            (forced is not null, forced ?? default, RoutingReason.ForcedHeader),
            (user > 0 && BucketFunction.Bucket($"marketplace/marketplace/{flag.Seed}", $"u:{user}") < flag.RolloutPercent * 1000, Side.Microservice, RoutingReason.Percentage),
            (true, Side.Monolith, RoutingReason.DefaultMonolith),
        };
        var first = rules.First(rule => rule.Applies);
        return (first.Side, first.Reason);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
