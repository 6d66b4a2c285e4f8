namespace Migration.SearchNode.Mapping;

/// <summary>The smallest part that a date was given with.</summary>
internal enum DatePrecision
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
}
