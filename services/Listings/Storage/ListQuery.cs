using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Migration.Listings.Storage;

/// <summary>
/// The statement for a page: only the conditions that are asked for, so that each combination is prepared with its own plan. The
/// total comes from the same snapshot as the page, and also when the page lies beyond the end.
/// </summary>
internal static class ListQuery
{
    public static NpgsqlCommand Create(NpgsqlDataSource database, ListingFilter filter)
    {
        var command = database.CreateCommand();
        var conditions = new StringBuilder("not is_deleted");
        Add(command, conditions, "user_id = ", filter.UserId, NpgsqlDbType.Bigint);
        Add(command, conditions, "storefront_id = ", filter.StorefrontId, NpgsqlDbType.Bigint);
        Add(command, conditions, "category_id = ", filter.CategoryId, NpgsqlDbType.Bigint);
        Add(command, conditions, "status = ", filter.Status, NpgsqlDbType.Text);
        Add(command, conditions, "price >= ", filter.MinPrice, NpgsqlDbType.Numeric);
        Add(command, conditions, "price <= ", filter.MaxPrice, NpgsqlDbType.Numeric);
        var limit = Add(command, filter.Limit, NpgsqlDbType.Integer);
        var offset = Add(command, filter.Offset, NpgsqlDbType.Integer);

        command.CommandText = $"""
            select {ListingSql.Columns}, total.count
            from (select count(*)::int as count from listings where {conditions}) total
            left join (
                select * from listings where {conditions} order by created_at desc, id desc limit {limit} offset {offset}
            ) l on true
            order by l.created_at desc, l.id desc
            """;
        return command;
    }

    private static void Add(NpgsqlCommand command, StringBuilder conditions, string condition, object? value, NpgsqlDbType type)
    {
        if (value is not null)
        {
            conditions.Append(" and ").Append(condition).Append(Add(command, value, type));
        }
    }

    private static string Add(NpgsqlCommand command, object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }
}
