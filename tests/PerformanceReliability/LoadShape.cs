namespace Migration.PerformanceReliability.Suite;

/// <summary>How much is sent.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Seconds">For so long.</param>
/// <param name="LeadIn">Seconds before that, in which the rate grows and nothing is counted.</param>
internal sealed record LoadShape(int Rate, int Seconds, int LeadIn);
