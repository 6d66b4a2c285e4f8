using System.ComponentModel.DataAnnotations;

namespace Migration.DataSync.Verification;

/// <summary>Section <c>Verification</c>.</summary>
internal sealed class VerificationOptions
{
    public const string Section = "Verification";

    /// <value>Whether passes over all data go on in the background. Default true.</value>
    public bool Continuous { get; set; } = true;

    /// <value>Share of its time that a pass may work; the rest it waits. Default 0.05.</value>
    [Range(0.001, 1.0)]
    public double Budget { get; set; } = 0.05;

    /// <value>Listings compared at a time. Default 5,000.</value>
    [Range(1, 1_000_000)]
    public int SliceRows { get; set; } = 5_000;

    /// <value>Pause between two passes. Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "7.00:00:00")]
    public TimeSpan PassEvery { get; set; } = TimeSpan.FromMinutes(1);
}
