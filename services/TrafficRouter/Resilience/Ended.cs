namespace Migration.TrafficRouter.Resilience;

/// <summary>The result of a call as Polly sees it: that there is one. What the microservice said stays with the call; see <see cref="CallHandle"/>.</summary>
internal readonly record struct Ended;
