namespace Migration.TrafficRouter.Shadow;

/// <summary>One field that the two sides say differently.</summary>
public sealed record FieldDifference(string Field, string? Monolith, string? Microservice);
