using Migration.DataSync.Tests.Fixture;

namespace Migration.DataSync.Tests.Mapping;

[TestClass]
public sealed class CategoryMappingTests : SyncTest
{
    [TestMethod]
    [DataRow("id", "1101", "id", "1101")]
    [DataRow("name", "'Automobili'", "name", "Automobili")]
    [DataRow("slug", "'automobili'", "slug", "automobili")]
    [DataRow("parent_id", "1001", "parent_id", "1001")]
    [DataRow("sort_order", "17", "sort_order", "17")]
    [DataRow("is_active", "false", "is_active", "false")]
    [DataRow("translations", "'{\"ru\": \"Авто\"}'", "translations", "{\"ru\": \"Авто\"}")]
    [DataRow("created_at", "timestamp '2025-03-30 02:30:00.123456'", "created_at at time zone 'UTC'", "2025-03-30 02:30:00.123456")]
    public async Task Category_Column_BecomesTheTargets(string column, string value, string target, string expected)
    {
        const string Kept = "create temporary table kept as select * from c2c_categories where id = 1101";
        await using var connection = await Source.Source.OpenConnectionAsync(TestContext.CancellationToken);
        await ExecuteAsync($"{Kept}; update c2c_categories set {column} = {value} where id = 1101");
        try
        {
            await BackfillAsync();
        }
        finally
        {
            await ExecuteAsync($"update c2c_categories c set {column} = kept.{column} from kept where c.id = kept.id");
        }

        (await Target.ScalarAsync<string>($"select ({target})::text from c2c_categories where id = 1101")).Should().Be(expected);

        async Task ExecuteAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
