namespace Migration.TrafficRouter.Flags;

/// <summary>What a change would do to the known users.</summary>
/// <param name="Users">How many were asked about.</param>
/// <param name="ToMicroservice">Moved by it from the monolith to the microservice.</param>
/// <param name="ToMonolith">Moved by it the other way.</param>
/// <param name="OnMicroserviceBefore">On the microservice as things are.</param>
/// <param name="OnMicroserviceAfter">On the microservice with the change.</param>
public sealed record DryRun(int Users, int ToMicroservice, int ToMonolith, int OnMicroserviceBefore, int OnMicroserviceAfter);
