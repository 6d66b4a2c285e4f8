namespace Migration.DataSync.Tests.Fixture;

/// <summary>A row of each table that nothing is wrong with, but for the columns that a test gives it. All values are SQL.</summary>
internal static class GoodRow
{
    private static readonly Dictionary<string, (string Column, string Value)[]> Rows = new(StringComparer.Ordinal)
    {
        ["c2c_listings"] =
        [
            ("id", "1001"), ("user_id", "7"), ("category_id", "1101"), ("title", "'Polovna stolica'"), ("price", "100.00"), ("status", "'active'"),
            ("created_at", "timestamp '2025-01-01 10:00:00'"), ("updated_at", "timestamp '2025-01-02 10:00:00'"),
        ],
        ["c2c_images"] =
        [
            ("listing_id", "1001"), ("file_path", "'p'"), ("file_name", "'n'"), ("file_size", "10"), ("content_type", "'image/png'"),
        ],
        ["listings"] = [("id", "1000000001"), ("user_id", "7"), ("title", "'Made here'"), ("price", "12.50"), ("category_id", "1101")],
        ["listing_images"] =
        [
            ("id", "1000000005"), ("listing_id", "1000000001"), ("url", "'https://cdn.test/x.png'"), ("storage_path", "'a/x.png'"), ("file_size", "5"),
            ("mime_type", "'image/png'"),
        ],
    };

    public static Task InsertAsync(TestDatabase database, string table, params IReadOnlyCollection<(string Column, string Value)> changes)
    {
        var row = Rows[table].ToDictionary(column => column.Column, column => column.Value, StringComparer.Ordinal);
        foreach (var (column, value) in changes)
        {
            row[column] = value;
        }

        return database.ExecuteAsync($"insert into {table} ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Values)})");
    }
}
