namespace Migration.SearchNode.Mapping;

/// <summary>One way to read and write a date.</summary>
internal interface IDatePattern
{
    public bool TryRead(string text, TimeSpan zone, out DateTime utc, out DatePrecision precision);

    public string Write(DateTime utc);
}
