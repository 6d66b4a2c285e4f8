using System.Globalization;

namespace Migration.SearchNode.Cat;

/// <summary>Numbers by value, everything else by its letters.</summary>
internal sealed class CellComparer : IComparer<string?>
{
    public static readonly CellComparer Instance = new();

    public int Compare(string? x, string? y)
        => double.TryParse(x, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            && double.TryParse(y, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(x, y);
}
