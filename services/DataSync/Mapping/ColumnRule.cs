namespace Migration.DataSync.Mapping;

/// <summary>One target column, and the SQL over the staged row <c>s</c> that gives its value.</summary>
internal sealed record ColumnRule(string Target, string Expression)
{
    public MergeKind Merge { get; init; }

    /// <summary>What both ways call this column where they speak of a conflict: the microservice's name for it.</summary>
    public string Concept { get; init; } = Target;

    /// <summary>The part of the value that a conflict is about, as SQL with <c>{0}</c> for the value; the whole value without.</summary>
    public string Compare { get; init; } = "{0}";

    /// <summary>What it becomes when another part of the value changed; <c>{0}</c> the present, <c>{1}</c> the new and <c>{2}</c> the old value.</summary>
    public string Otherwise { get; init; } = "{0}";

    /// <summary>What a column of an update-only table becomes when the staged row is gone.</summary>
    public string WhenGone { get; init; } = "null";
}
