namespace Migration.TrafficRouter.Resilience;

/// <summary>What the end of an attempt means: one row of the code table.</summary>
/// <param name="Verdict">For the breaker.</param>
/// <param name="MayRepeat">Whether to try again, if the operation is safe to repeat.</param>
/// <param name="FallsBack">Whether a read is answered by the monolith instead.</param>
/// <param name="Cause">The word for metrics and headers.</param>
internal sealed record Judgement(Verdict Verdict, bool MayRepeat, bool FallsBack, string Cause)
{
    public static readonly Judgement Answered = new(Verdict.Success, MayRepeat: false, FallsBack: false, "ok");

    /// <summary>Proof that nothing of it has been done: only then may a write run on the other side.</summary>
    public bool NeverStarted { get; init; }

    /// <summary>The microservice answered with a business error: it knows what became of the call, earlier attempts included.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>The microservice turned this attempt away; that says nothing of an earlier one.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Whether this attempt may have changed something although nobody has heard of it.</summary>
    public bool MayHaveStarted => this is { NeverStarted: false, IsAnswer: false, IsRefusal: false } && !ReferenceEquals(this, Answered);

    /// <summary>How long the microservice, or the breaker, asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
