namespace Migration.TrafficRouter.Shadow;

/// <summary>What shadow reads have shown since the start of this instance.</summary>
/// <param name="Equal">Answers that said the same.</param>
/// <param name="Different">Answers that did not.</param>
/// <param name="Failed">Reads that the other side did not answer.</param>
/// <param name="Dropped">Reads that were not made because the queue was full.</param>
/// <param name="Samples">The newest differences, newest last.</param>
public sealed record ShadowReport(long Equal, long Different, long Failed, long Dropped, IReadOnlyList<ShadowSample> Samples);
