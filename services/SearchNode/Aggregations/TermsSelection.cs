using System.Text;
using System.Text.Json;
using Lucene.Net.Util;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Queries;

namespace Migration.SearchNode.Aggregations;

/// <summary>The values that a terms aggregation makes buckets of: listed ones, all but listed ones, or one part of several.</summary>
internal sealed class TermsSelection
{
    private const int PartitionSeed = 31;

    private readonly HashSet<BucketKey>? _included;
    private readonly HashSet<BucketKey>? _excluded;
    private readonly int _partition;
    private readonly int _partitions;

    private TermsSelection(HashSet<BucketKey>? included, HashSet<BucketKey>? excluded)
    {
        _included = included;
        _excluded = excluded;
    }

    private TermsSelection(int partition, int partitions)
    {
        _partition = partition;
        _partitions = partitions;
    }

    public static TermsSelection? Read(JsonElement? include, JsonElement? exclude, FieldType? field, QueryContext context)
    {
        if (include is { ValueKind: JsonValueKind.Object } parts)
        {
            return exclude is null ? Part(parts) : throw Errors.IllegalArgument("Cannot specify any excludes when using a partition-based include");
        }

        return include is null && exclude is null
            ? null
            : new TermsSelection(Listed("include", include, field, context), Listed("exclude", exclude, field, context));
    }

    public bool Holds(BucketKey key)
        => _partitions > 0
            ? PartitionOf(key) == _partition
            : _included?.Contains(key) != false && _excluded?.Contains(key) != true;

    private static TermsSelection Part(JsonElement element)
    {
        var options = QueryOptions.Of("terms", element);
        var (partition, partitions) = (options.Int("partition", -1), options.Int("num_partitions", -1));
        options.RefuseUnknown();
        return partition < 0 ? throw Errors.IllegalArgument("Missing [partition] parameter for partition-based include")
            : partitions < 2 ? throw Errors.IllegalArgument("Must specify more than 1 partition in request.")
            : partition >= partitions ? throw Errors.IllegalArgument($"Parameter [partition] must be less than [num_partitions], got [{partition}] of [{partitions}]")
            : new TermsSelection(partition, partitions);
    }

    private static HashSet<BucketKey>? Listed(string name, JsonElement? element, FieldType? field, QueryContext context) => element switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => Key(FieldValue.From(item), field, context))],
        _ => throw Errors.Unsupported($"a pattern as [{name}] of a terms aggregation"),
    };

    private static BucketKey Key(FieldValue value, FieldType? field, QueryContext context)
        => field is { Column: ColumnKind.Number } ? new BucketKey(null, field.ToColumn(value, context.Scope)) : new BucketKey(value.Text, 0);

    private int PartitionOf(BucketKey key)
    {
        if (key.Text is { } text)
        {
            var bytes = new BytesRef(Encoding.UTF8.GetBytes(text));
            return Floor(StringHelper.Murmurhash3_x86_32(bytes, PartitionSeed), _partitions);
        }

        var mixed = key.Raw;
        mixed = (mixed ^ (long)((ulong)mixed >> 32)) * 0x4cd6944c5cc20b6dL;
        mixed = (mixed ^ (long)((ulong)mixed >> 29)) * unchecked((long)0xfc12c5b19d3259e9UL);
        return Floor(mixed ^ (long)((ulong)mixed >> 32), _partitions);
    }

    private static int Floor(long number, int parts) => (int)(((number % parts) + parts) % parts);
}
