namespace Migration.Monolith.Routing;

/// <summary>What a change would do; nothing has been changed.</summary>
internal sealed record DryRunAnswer(
    int KnownUsers, int MovedToMicroservice, int MovedToMonolith, int OnMicroserviceBefore, int OnMicroserviceAfter, long Version);
