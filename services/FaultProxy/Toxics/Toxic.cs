namespace Migration.FaultProxy.Toxics;

/// <summary>A disturbance of one direction of a proxy's connections. It never changes: an update is another toxic of the same name.</summary>
/// <param name="Name">Unique within the proxy.</param>
/// <param name="Type">A key of <see cref="ToxicTypes"/>.</param>
/// <param name="Stream">The direction that it disturbs.</param>
/// <param name="Toxicity">0 to 1: the probability that it takes hold of a connection.</param>
/// <param name="Attributes">What its type demands.</param>
internal sealed record Toxic(string Name, string Type, StreamDirection Stream, float Toxicity, ToxicAttributes Attributes);
