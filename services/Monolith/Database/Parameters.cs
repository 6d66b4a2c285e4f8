using Npgsql;
using NpgsqlTypes;

namespace Migration.Monolith.Database;

/// <summary>Positional parameters with their type said, so that a null needs no guess.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection Typed(this NpgsqlParameterCollection parameters, object? value, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return parameters;
    }

    public static NpgsqlParameterCollection Int(this NpgsqlParameterCollection parameters, int? value)
        => parameters.Typed(value, NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection Number(this NpgsqlParameterCollection parameters, decimal? value)
        => parameters.Typed(value, NpgsqlDbType.Numeric);

    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection parameters, string? value)
        => parameters.Typed(value, NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Json(this NpgsqlParameterCollection parameters, string? value)
        => parameters.Typed(value, NpgsqlDbType.Jsonb);

    public static NpgsqlParameterCollection Ints(this NpgsqlParameterCollection parameters, IEnumerable<int> values)
        => parameters.Typed(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);
}
