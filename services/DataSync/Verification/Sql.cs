namespace Migration.DataSync.Verification;

internal static class Sql
{
    /// <summary>A literal.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
