using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;
using Migration.TrafficRouter.Tests.Fixture;

namespace Migration.TrafficRouter.Tests.Decisions;

[TestClass]
public sealed class ExperimentTests
{
    private static readonly ExperimentDefinition Layout = new("layout", [new("control", 1), new("wide", 3)]);

    [TestMethod]
    public void Variants_AreDealtByTheirWeights()
    {
        var flag = (TestFlags.Flag() with { Experiments = [Layout] }).Compile();

        var wide = Enumerable.Range(1, 10_000).Count(user => flag.DescribeVariants(RoutingSubject.User(user)) == "layout=wide");

        wide.Should().BeInRange(7_300, 7_700, "three quarters");
    }

    [TestMethod]
    public void Variants_AreIndependentOfTheRollout()
    {
        var flag = (TestFlags.Flag(50) with { Experiments = [Layout] }).Compile();
        var there = Enumerable.Range(1, 20_000).Select(user => RoutingSubject.User(user)).Where(user => flag.Decide(user, default).Side == Side.Microservice).ToList();

        var wide = there.Count(user => flag.DescribeVariants(user) == "layout=wide");

        ((double)wide / there.Count).Should().BeApproximately(0.75, 0.02);
    }

    [TestMethod]
    public void Variants_StayWithTheUserWhateverElseOfTheFlagChanges()
    {
        var before = (TestFlags.Flag(1) with { Experiments = [Layout] }).Compile();
        var after = (TestFlags.Flag(99) with { Experiments = [new("other", [new("a", 1)]), Layout], Seed = "9", Version = 8 }).Compile();

        for (var user = 1; user < 1000; user++)
        {
            var subject = RoutingSubject.User(user);
            after.DescribeVariants(subject).Should().Be("other=a, " + before.DescribeVariants(subject));
        }
    }

    [TestMethod]
    public void Variants_OfTwoExperimentsFlagsOrSeeds_AreDealtApart()
    {
        ExperimentDefinition Half(string name, string seed = "1") => new(name, [new("a", 1), new("b", 1)], seed);
        var one = (TestFlags.Flag() with { Experiments = [Half("x")] }).Compile();
        CompiledFlag[] others =
        [
            (TestFlags.Flag() with { Experiments = [Half("y")] }).Compile(),
            (TestFlags.Flag() with { Experiments = [Half("x", "2")] }).Compile(),
            (TestFlags.Flag() with { Name = "orders", Experiments = [Half("x")] }).Compile(),
        ];

        foreach (var other in others)
        {
            var alike = Enumerable.Range(1, 10_000).Select(user => RoutingSubject.User(user))
                .Count(user => one.DescribeVariants(user)![^1] == other.DescribeVariants(user)![^1]);
            alike.Should().BeInRange(4_775, 5_225, "half of them agree by chance");
        }
    }

    [TestMethod]
    public void Variant_AtTheVeryBucket_BeginsThere()
    {
        var bucket = BucketFunction.Bucket("marketplace/marketplace.e/1", "u:42");
        var atBucket = (TestFlags.Flag() with { Experiments = [new("e", [new("before", bucket), new("from", BucketFunction.Buckets - bucket)])] }).Compile();
        var after = (TestFlags.Flag() with { Experiments = [new("e", [new("before", bucket + 1), new("from", BucketFunction.Buckets - bucket - 1)])] }).Compile();

        atBucket.DescribeVariants(RoutingSubject.User(42)).Should().Be("e=from");
        after.DescribeVariants(RoutingSubject.User(42)).Should().Be("e=before");
    }

    [TestMethod]
    public void Variant_WithASide_DecidesWhereTheRolloutDoesNot()
    {
        var experiment = new ExperimentDefinition("arm", [new("stay", 1), new("go", 1, Side.Microservice)]);
        var flag = (TestFlags.Flag(0) with { Experiments = [Layout, experiment] }).Compile();

        foreach (var user in Enumerable.Range(1, 200).Select(user => RoutingSubject.User(user)))
        {
            var goes = flag.DescribeVariants(user)!.EndsWith("arm=go", StringComparison.Ordinal);
            var decision = flag.Decide(user, default);
            decision.Side.Should().Be(goes ? Side.Microservice : Side.Monolith);
            decision.Reason.Should().Be(goes ? RoutingReason.Experiment : RoutingReason.DefaultMonolith);
        }
    }

    [TestMethod]
    public void Variant_WithoutWeight_IsGivenToNobody()
    {
        var flag = (TestFlags.Flag() with { Experiments = [new("e", [new("none", 0), new("all", 5), new("last", 0)])] }).Compile();

        Enumerable.Range(1, 1000).Select(user => flag.DescribeVariants(RoutingSubject.User(user))).Should().OnlyContain(variants => variants == "e=all");
    }

    [TestMethod]
    public void Variants_ForNobodyOrWithoutExperiment_AreNone()
    {
        (TestFlags.Flag() with { Experiments = [Layout] }).Compile().DescribeVariants(RoutingSubject.Anonymous).Should().BeNull();
        TestFlags.Flag().Compile().DescribeVariants(RoutingSubject.User(1)).Should().BeNull();
        (TestFlags.Flag(100) with { Experiments = [new("e", [new("go", 1, Side.Microservice)])] }).Compile()
            .Decide(RoutingSubject.Anonymous, default).Side.Should().Be(Side.Monolith);
    }
}
