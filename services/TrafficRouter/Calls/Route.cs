using Microsoft.Extensions.ObjectPool;
using Migration.TrafficRouter.Shadow;

namespace Migration.TrafficRouter.Calls;

/// <summary>One operation of the monolith and its counterpart in the microservice. Made once, used for every request.</summary>
/// <typeparam name="TArgs">What is asked; must not hold on to the request, for a shadow read comes after it.</typeparam>
/// <typeparam name="TResult">The answer, in the monolith's terms, whichever side gives it.</typeparam>
public sealed class Route<TArgs, TResult>(string name, Idempotency idempotency)
{
    /// <summary>Names the breaker and tags metrics: the method of the contract.</summary>
    public string Name { get; } = name;

    public Idempotency Idempotency { get; } = idempotency;

    public required Func<TArgs, CancellationToken, Task<TResult>> Monolith { get; init; }

    public required Func<TArgs, MicroserviceCall, Task<TResult>> Microservice { get; init; }

    /// <summary>The flag it goes by; null for that of the options.</summary>
    public string? Flag { get; init; }

    /// <summary>Whether the microservice's contract can carry this request whole; null where it always can.</summary>
    public Func<TArgs, bool>? IsInContract { get; init; }

    /// <summary>How to compare the two sides' answers (monolith's first); null where they are not compared.</summary>
    public Func<TResult, TResult, IReadOnlyList<FieldDifference>>? Compare { get; init; }

    /// <summary>
    /// Whether the microservice lacks what is asked because the row was refused on its way there. Only for a monolith that knows by itself: a
    /// microservice that says so (NotFound with the reason QUARANTINED) is believed without.
    /// </summary>
    public Func<TArgs, CancellationToken, ValueTask<bool>>? IsQuarantined { get; init; }

    /// <summary>Calls that have ended, for those to come.</summary>
    internal ObjectPool<RoutedCall<TArgs, TResult>> Calls => field ??= new DefaultObjectPool<RoutedCall<TArgs, TResult>>(new RoutedCallPolicy<TArgs, TResult>(this));
}
