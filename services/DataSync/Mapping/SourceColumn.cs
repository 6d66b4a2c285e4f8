namespace Migration.DataSync.Mapping;

/// <summary>A column that is read from the source and staged in the target as it is.</summary>
/// <param name="Name">Its name in the source and in the staging table.</param>
/// <param name="Type">Its PostgreSQL type in both: the copy is binary.</param>
/// <param name="Expression">What is read instead of the column, for what the source keeps elsewhere.</param>
internal sealed record SourceColumn(string Name, string Type, string? Expression = null);
