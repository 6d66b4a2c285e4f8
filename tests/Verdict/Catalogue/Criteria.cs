using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Catalogue;

/// <summary>What the verdict is made of. Each check belongs to at least one criterion.</summary>
internal static class Criteria
{
    private const string Smoke = "Smoke";
    private const string Connectivity = "Connectivity";
    private const string Router = "TrafficRouter";
    private const string Data = "DataConsistency";
    private const string Performance = "PerformanceReliability";
    private const int SearchCheck = 6;
    private const int ZeroTrafficSmokeCheck = 8;
    private const int AuthenticationCheck = 4;
    private const int WireBreakerCheck = 6;

    public static IReadOnlyList<Criterion> All { get; } =
    [
        Checks("smoke", "Everything is there and answers", Severity.Blocking, Smoke, number => number != SearchCheck),
        Checks("connectivity", "The monolith reaches the microservice", Severity.Blocking, Connectivity, number => number != AuthenticationCheck),
        Checks("routing", "Every user goes where the rules say", Severity.Blocking, Router),
        Measured("routing.zero", "100 % to the monolith at 0 % traffic", Severity.Blocking, Smoke, Measures.MonolithShareAtZero, ZeroTrafficSmokeCheck),
        Measured("latency.p99", "p99 below 200 ms", Severity.Blocking, Performance, Measures.LatencyP99, 2),
        Measured("errors.rate", "Error rate below 0.1 %", Severity.Blocking, Performance, Measures.ErrorRate, 3),
        Measured("success.rate", "Success above 99.9 %", Severity.Blocking, Performance, Measures.SuccessRate, 3),
        Measured("breaker.opens", "The breaker opens after 5 failures", Severity.Blocking, Performance, Measures.FailuresToOpen, 4),
        Measured("breaker.closes", "The breaker closes after 2 successes", Severity.NonBlocking, Performance, Measures.SuccessesToClose, 5),
        Measured("breaker.break", "The breaker probes after 30 s", Severity.NonBlocking, Performance, Measures.BreakTime, 5),
        Checks("breaker.wire", "The breaker recovers over the wire", Severity.NonBlocking, Connectivity, number => number == WireBreakerCheck),
        Checks("data", "Both databases and the index say the same", Severity.NonBlocking, Data),
        Measured("latency.p95", "p95 below 100 ms", Severity.NonBlocking, Performance, Measures.LatencyP95, 1),
        Measured("retry", "3 attempts and not one more", Severity.NonBlocking, Performance, Measures.Attempts, 6),
        Measured("degradation", "Users still read while a part is away", Severity.NonBlocking, Performance, Measures.DegradedErrors, 7),
        Measured("latency.drift", "No drift in latency", Severity.NonBlocking, Performance, Measures.LatencyDrift, 8),
        Measured("memory", "Memory is stable", Severity.NonBlocking, Performance, Measures.HeapExcess, 9),
        Measured("recovery", "Quick recovery after each fault", Severity.NonBlocking, Performance, Measures.RecoveryTime, 10),
        Measured("throughput", "100 requests/s are answered as they come", Severity.NonBlocking, Performance, Measures.Throughput, 11),
        Checks("search", "OpenSearch answers", Severity.Blocking, Smoke, number => number == SearchCheck) with { MayBeAbsent = true },
        Checks("authentication", "Tokens are passed through and enforced", Severity.Blocking, Connectivity, number => number == AuthenticationCheck) with { MayBeAbsent = true },
    ];

    private static Criterion Checks(string id, string title, Severity severity, string suite, Func<int, bool>? numbers = null) => new(id, title, severity)
    {
        Rests = (definition, check) => definition.Name == suite && (numbers is null || numbers(check.Number)),
    };

    private static Criterion Measured(string id, string title, Severity severity, string suite, Measure measure, int number)
        => Checks(id, title, severity, suite, candidate => candidate == number) with { Measure = measure };
}
