using System.Globalization;
using Migration.Monolith.Database;
using Migration.Monolith.Problems;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.Listings;

/// <summary>
/// The columns that one statement sets. Names come from this code, never from a request; each combination of columns is a
/// statement of its own, which Npgsql prepares when it comes again.
/// </summary>
internal sealed class ColumnList
{
    private readonly List<(string Name, object? Value, NpgsqlDbType Type)> columns = [];

    /// <summary>Goes into <c>metadata.migration</c>, beside what is already there.</summary>
    public string? Migration { get; set; }

    public void Add(string name, object? value, NpgsqlDbType type) => columns.Add((name, value, type));

    public void Add(string name, Optional<string> field) => Add(name, field.IsSet, field.Value, NpgsqlDbType.Text);

    public void Add(string name, Optional<decimal?> field) => Add(name, field.IsSet, field.Value, NpgsqlDbType.Numeric);

    public void Add(string name, Optional<int?> field) => Add(name, field.IsSet, field.Value, NpgsqlDbType.Integer);

    public string Insert(string table)
    {
        var names = columns.Select(column => column.Name).ToList();
        var values = columns.Select((_, index) => Place(index)).ToList();
        if (Migration is not null)
        {
            names.Add("metadata");
            values.Add($"jsonb_build_object('migration', {Place(columns.Count)})");
        }

        return $"insert into {table} ({string.Join(", ", names)}) values ({string.Join(", ", values)}) returning id";
    }

    public string Update(string table, int id)
    {
        var sets = columns.Select((column, index) => $"{column.Name} = {Place(index)}").ToList();
        if (Migration is not null)
        {
            sets.Add($$"""
                metadata = jsonb_set(
                    case jsonb_typeof(metadata) when 'object' then metadata else '{}' end,
                    '{migration}',
                    (case jsonb_typeof(metadata -> 'migration') when 'object' then metadata -> 'migration' else '{}' end)
                        || {{Place(columns.Count)}})
                """);
        }

        Id = id;
        return $"update {table} set {string.Join(", ", sets)} where id = {Place(columns.Count + (Migration is null ? 0 : 1))}";
    }

    public void Bind(NpgsqlParameterCollection parameters)
    {
        foreach (var (_, value, type) in columns)
        {
            parameters.Typed(value, type);
        }

        if (Migration is not null)
        {
            parameters.Json(Migration);
        }

        if (Id is { } id)
        {
            parameters.Int(id);
        }
    }

    private int? Id { get; set; }

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}");

    private void Add(string name, bool isSet, object? value, NpgsqlDbType type)
    {
        if (isSet)
        {
            Add(name, value, type);
        }
    }
}
