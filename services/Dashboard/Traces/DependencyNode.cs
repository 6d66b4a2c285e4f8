namespace Migration.Dashboard.Traces;

/// <summary>One who calls or is called, and its place in the drawing.</summary>
/// <param name="Name">The resource, or what a span says of its peer.</param>
/// <param name="IsResource">False for one that sends no spans itself.</param>
/// <param name="Column">0 for those that nobody calls.</param>
/// <param name="Row">Its place in the column.</param>
/// <param name="RowsInColumn">How many share the column.</param>
public sealed record DependencyNode(string Name, bool IsResource, int Column, int Row, int RowsInColumn);
