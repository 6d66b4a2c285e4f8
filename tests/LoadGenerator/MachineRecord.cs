using System.Globalization;

namespace Migration.LoadGenerator;

/// <summary>How the machine itself did meanwhile.</summary>
public sealed record MachineRecord
{
    /// <summary>More than that, and it was somebody else's machine.</summary>
    private const double MostStolen = 5;

    public static MachineRecord Unknown { get; } = new() { Stalls = [], StolenShare = 0 };

    /// <summary>In milliseconds: each time that a processor did not run a thread that only wanted to wake up, 100 ms or longer.</summary>
    public required IReadOnlyList<double> Stalls { get; init; }

    /// <summary>Of the processors' time, in percent, what the hypervisor gave to others.</summary>
    public required double StolenShare { get; init; }

    public bool IsDisturbed => Stalls.Count > 0 || StolenShare >= MostStolen;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Stalls.Count == 0 ? "no processor stood still" : $"a processor stood still {Stalls.Count} times, for {Stalls.Max():0} ms at the longest")}, {StolenShare:0.0} % of their time went to others");
}
