namespace Migration.DataSync.Api;

/// <param name="Ready">Whether nothing is missing.</param>
/// <param name="Missing">What has to be so before the microservice may be the only one that writes, and is not.</param>
/// <param name="Facts">What was looked at.</param>
internal sealed record CutoverReport(bool Ready, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, string> Facts);
