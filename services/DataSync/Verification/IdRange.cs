using System.Runtime.InteropServices;
using Migration.DataSync.Databases;

namespace Migration.DataSync.Verification;

/// <summary>The ids above <paramref name="Low"/> up to and with <paramref name="High"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IdRange(long Low, long High)
{
    public static readonly IdRange All = new(DatabasePair.BeforeAllIds, long.MaxValue);

    /// <summary>The last part reaches to the range's own end, whatever lies there.</summary>
    public IEnumerable<IdRange> CutAt(IReadOnlyList<long> ends)
    {
        var low = Low;
        foreach (var end in ends.Take(ends.Count - 1))
        {
            yield return new IdRange(low, end);
            low = end;
        }

        yield return new IdRange(low, High);
    }
}
