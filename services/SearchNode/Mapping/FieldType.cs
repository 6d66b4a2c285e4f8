using Lucene.Net.Search;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Mapping;

/// <summary>How one field is indexed, queried, sorted and written.</summary>
internal abstract class FieldType
{
    protected FieldType(FieldOptions options)
    {
        Path = options.Path;
        TypeName = options.Type;
    }

    public string Path { get; }

    public string TypeName { get; }

    public virtual bool IsSearchable => true;

    public abstract bool HasColumn { get; }

    /// <summary>The value that stands for an explicit null.</summary>
    public FieldValue? NullValue { get; protected init; }

    /// <summary>The type's name for <c>aggs</c> and <c>_field_caps</c>: what may be done with it.</summary>
    public virtual ColumnKind Column => ColumnKind.None;

    public abstract void Index(FieldValue value, DocumentSink sink);

    /// <summary>One exact value.</summary>
    public abstract Query Term(FieldValue value, SearchScope scope);

    public virtual Query Terms(IReadOnlyList<FieldValue> values, SearchScope scope)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var value in values)
        {
            any.Add(Term(value, scope), Occur.SHOULD);
        }

        return new ConstantScoreQuery(any);
    }

    public virtual Query Range(RangeBounds bounds, SearchScope scope)
        => throw Errors.QueryShard($"Field [{Path}] of type [{TypeName}] does not support range queries");

    public virtual Query Prefix(string prefix, bool ignoreCase)
        => throw Errors.QueryShard(
            $"Can only use prefix queries on keyword and text fields - not on [{Path}] which is of type [{TypeName}]");

    public virtual Query Fuzzy(string text, Func<Lucene.Net.Index.Term, Query> make)
        => throw Errors.ShardIllegalArgument(
            $"Can only use fuzzy queries on keyword and text fields - not on [{Path}] which is of type [{TypeName}]");

    public virtual Query Exists() => new Queries.ColumnExistsQuery(Path, Column);

    /// <summary>A number's value as what JSON shows.</summary>
    public virtual double ToDouble(long raw) => raw;

    public virtual void Write(System.Text.Json.Utf8JsonWriter json, long raw) => json.WriteNumberValue(raw);

    /// <summary><c>key_as_string</c>, for the types that have one.</summary>
    public virtual string? Format(long raw) => null;

    /// <summary>Reads a value that a client hands back, a <c>search_after</c> or <c>missing</c>, into the column's own form.</summary>
    public virtual long ToColumn(FieldValue value, SearchScope scope)
        => throw Errors.ShardIllegalArgument($"field [{Path}] of type [{TypeName}] has no numeric values");

    protected OpenSearchException NotIndexed()
        => Errors.QueryShard($"Cannot search on field [{Path}] since it is not indexed.");

    protected OpenSearchException Malformed(FieldValue value, string why)
        => Errors.MapperParsing(
            $"failed to parse field [{Path}] of type [{TypeName}] in document with id '{{id}}'. Preview of field's value: '{value.Text}'",
            new OpenSearchException(400, "illegal_argument_exception", why));
}
