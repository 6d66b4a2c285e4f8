using Migration.DataSync.Mapping;
using Npgsql;

namespace Migration.DataSync.Streams;

/// <summary>One way of the two: which tables of the source, into which target, under which names.</summary>
internal sealed record StreamDefinition
{
    /// <summary>Of the names under which DataSync writes: what carries one came from the other side, or repairs it, and is not sent there.</summary>
    public const string OriginPrefix = "datasync_";

    public required StreamSide Side { get; init; }

    public required NpgsqlDataSource Source { get; init; }

    public required string SourceConnectionString { get; init; }

    public required NpgsqlDataSource Target { get; init; }

    public required string TargetConnectionString { get; init; }

    /// <summary>In the order in which rows may be made: what is referred to comes first.</summary>
    public required IReadOnlyList<TableMapping> Tables { get; init; }

    /// <summary>Columns, as <c>table.column</c>, that no rule reads and that may stay behind.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Of the slot and the publication in the source: a slot's name is the whole server's, so it has the database's in it.</summary>
    public required string Slot { get; init; }

    /// <summary>What this stream's writes in the target are marked with.</summary>
    public required string Origin { get; init; }

    /// <summary>Statements at the end of each chunk of changes.</summary>
    public IReadOnlyList<string> Finally { get; init; } = [];

    public string OtherStream => Side.FromMonolith ? StreamSide.Back.Stream : StreamSide.Forward.Stream;
}
