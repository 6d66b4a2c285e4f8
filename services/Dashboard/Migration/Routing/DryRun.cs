namespace Migration.Dashboard.Migrating.Routing;

/// <summary>Whom a change would move, counted over the users that the monolith knows.</summary>
/// <param name="KnownUsers">How many were asked about.</param>
/// <param name="MovedToMicroservice">Moved from the monolith to the microservice.</param>
/// <param name="MovedToMonolith">Moved the other way.</param>
/// <param name="OnMicroserviceBefore">There now.</param>
/// <param name="OnMicroserviceAfter">There with the change.</param>
/// <param name="Version">The version of the flag that was asked about.</param>
internal sealed record DryRun(
    int KnownUsers, int MovedToMicroservice, int MovedToMonolith, int OnMicroserviceBefore, int OnMicroserviceAfter, long Version);
