namespace Migration.DataSync.Benchmarks;

/// <summary>How much data: as much as the comparison is about, or a twentieth to see that it runs.</summary>
internal sealed record Scale(bool IsSmall)
{
    private const int Less = 20;

    public int Of(int rows) => IsSmall ? rows / Less : rows;
}
