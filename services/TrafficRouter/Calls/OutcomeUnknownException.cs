namespace Migration.TrafficRouter.Calls;

/// <summary>
/// Nobody knows whether the microservice has done this write. It must not be done on the other side; the caller may repeat it
/// with the same Idempotency-Key, which goes to the same side.
/// </summary>
public sealed class OutcomeUnknownException(string operation, string cause, Exception? failure)
    : Exception($"{operation} at the microservice ended with {cause}: whether it was done is not known.", failure)
{
    public string Cause { get; } = cause;

    /// <summary>When to ask again: by then the attempt has ended, whichever way.</summary>
    public TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);
}
