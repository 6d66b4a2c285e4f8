using Migration.DataSync.Decoding;
using Migration.DataSync.Mapping;

namespace Migration.DataSync.Streams;

/// <summary>A table is no longer what the mapping's rules know. Nothing is applied until somebody has decided what is to become of it.</summary>
internal class SchemaDriftException(string message) : Exception(message)
{
    public static void ThrowIfUnknown(Relation relation, TableMapping mapping, IReadOnlyList<string> ignored)
    {
        if (!relation.HasFullIdentity)
        {
            throw new IdentityLostException(relation.Name);
        }

        if (!mapping.IsStrict)
        {
            return;
        }

        foreach (var column in relation.Columns)
        {
            if (mapping.Columns.All(known => !string.Equals(known.Name, column.Name, StringComparison.Ordinal))
                && !mapping.Ignored.Contains(column.Name, StringComparer.Ordinal)
                && !ignored.Contains($"{relation.Name}.{column.Name}", StringComparer.Ordinal))
            {
                throw new SchemaDriftException(
                    $"{relation.Name} has a column '{column.Name}' that no rule maps: add a rule for it, or let it stay behind by Sync:IgnoredColumns:0={relation.Name}.{column.Name}.");
            }
        }
    }
}
