using Migration.Monolith.Tests.Hosting;

namespace Migration.Monolith.Tests.Seeding;

[TestClass]
public sealed class SeederTests
{
    private const string Content = """
        select md5(string_agg(t::text, E'\n' order by t.id)) from c2c_listings t
        """;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Start_OnANewDatabase_SeedsIt()
    {
        await using var monolith = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=500");

        (await monolith.QueryAsync<long>("select count(*) from c2c_listings")).Should().Be(500);
        (await monolith.QueryAsync<long>("select count(*) from c2c_categories")).Should().Be(77);
        (await monolith.QueryAsync<long>("select count(*) from c2c_images")).Should().BeInRange(800, 1_800);
        (await monolith.QueryAsync<long>("select count(*) from c2c_favorites")).Should().BePositive();
        (await monolith.QueryAsync<long>("select count(*) from unified_listings where jsonb_array_length(images) > 0")).Should().BeGreaterThan(300);
        (await monolith.QueryAsync<int>("select max(id) from c2c_listings")).Should().Be(await monolith.QueryAsync<int>("select last_value::int from global_product_id_seq"));
        (await monolith.QueryAsync<int>("select max(id) from c2c_images")).Should().Be(await monolith.QueryAsync<int>("select last_value::int from c2c_images_id_seq"));
    }

    [TestMethod]
    public async Task Start_OnTwoNewDatabases_WritesTheSameRows()
    {
        await using var one = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=300");
        await using var other = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=300");

        (await one.QueryAsync<string>(Content)).Should().Be(await other.QueryAsync<string>(Content));
    }

    [TestMethod]
    public async Task Start_Again_LeavesTheDataAlone()
    {
        await using var first = await MonolithHost.StartAsync(TestContext.CancellationToken, "--Seed:Listings=50");
        await first.ExecuteAsync("delete from c2c_listings");

        await using var second = await MonolithHost.StartOnAsync(first.Connection, TestContext.CancellationToken, ["--Seed:Listings=70"]);

        (await second.QueryAsync<long>("select count(*) from c2c_listings")).Should().Be(0, "what an operator has emptied stays empty");
        second.Logs.Lines.Should().Contain(line => line.Contains("seeded with 50 listings", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("Seed:Listings", "-1")]
    [DataRow("Seed:Listings", "1000001")]
    [DataRow("Seed:Listings", "many")]
    [DataRow("Seed:Seed", "1.5")]
    public void Start_WithABadSetting_NamesSettingValueAndCure(string setting, string value)
    {
        var create = () => MonolithApplication.Create(MonolithHost.Arguments("Host=localhost", Path.GetTempPath(), [$"--{setting}={value}"]));

        create.Should().Throw<StartupException>().Which.Message.Should().Contain(setting).And.Contain($"'{value}'").And.Contain("whole number");
    }
}
