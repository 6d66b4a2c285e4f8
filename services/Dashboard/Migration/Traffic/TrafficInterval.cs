namespace Migration.Dashboard.Migrating.Traffic;

/// <summary>A few seconds of traffic, for the charts.</summary>
public sealed record TrafficInterval(DateTimeOffset Start, SideTraffic Monolith, SideTraffic Microservice);
