namespace Migration.TrafficRouter.Calls;

/// <summary>The microservice failed, and the monolith did not answer in its place in time either.</summary>
public sealed class FallbackTimeoutException(string operation, string cause, Exception? failure)
    : Exception($"{operation}: after {cause} at the microservice the monolith did not answer in time.", failure)
{
    public string Cause { get; } = cause;
}
