using Npgsql;
using NpgsqlTypes;

namespace Migration.Listings.Storage;

/// <summary>Parameters by position, each with its type, also where the value is null: the prepared statement is the same then.</summary>
internal static class ParameterExtensions
{
    public static void AddLong(this NpgsqlParameterCollection parameters, long? value) => Add(parameters, value, NpgsqlDbType.Bigint);

    public static void AddInt(this NpgsqlParameterCollection parameters, int? value) => Add(parameters, value, NpgsqlDbType.Integer);

    public static void AddText(this NpgsqlParameterCollection parameters, string? value) => Add(parameters, value, NpgsqlDbType.Text);

    public static void AddPrice(this NpgsqlParameterCollection parameters, decimal? value) => Add(parameters, value, NpgsqlDbType.Numeric);

    public static void AddFlag(this NpgsqlParameterCollection parameters, bool value) => Add(parameters, value, NpgsqlDbType.Boolean);

    public static void AddBytes(this NpgsqlParameterCollection parameters, byte[] value) => Add(parameters, value, NpgsqlDbType.Bytea);

    public static void AddLongs(this NpgsqlParameterCollection parameters, IEnumerable<long> values)
        => parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. values] });

    private static void Add(NpgsqlParameterCollection parameters, object? value, NpgsqlDbType type)
        => parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
