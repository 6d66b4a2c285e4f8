using System.Globalization;

namespace Migration.DataFaults.Suite.History;

/// <param name="Title">Null for a listing that is not there.</param>
/// <param name="Views">How often it was changed: what is applied twice shows in a counter.</param>
internal sealed record KeyState(string? Title, int Views)
{
    public const string Absent = "absent";

    public override string ToString() => Title is null ? Absent : string.Create(CultureInfo.InvariantCulture, $"{Title}|{Views}");
}
