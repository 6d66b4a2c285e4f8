namespace Migration.Dashboard.Migrating.Routing;

/// <param name="Name">What the variant is called.</param>
/// <param name="Weight">Its share of the sum of all weights.</param>
/// <param name="Side">Where it sends those whom the percentage has not sent anywhere; null leaves them.</param>
public sealed record ExperimentVariant(string Name, int Weight, string? Side);
