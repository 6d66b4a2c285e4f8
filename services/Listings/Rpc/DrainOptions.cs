namespace Migration.Listings.Rpc;

/// <summary>Section <c>Drain</c>: what happens between being told to stop and closing the connections.</summary>
internal sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>How long calls are refused with the marker, at least, so that callers turn away before their connection closes.</summary>
    public TimeSpan Notice { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long calls under way may take to end. The whole stop has three seconds.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(2);
}
