namespace Migration.Monolith.Problems;

/// <summary>Ends the request with a problem answer: handlers throw it, <see cref="ProblemMiddleware"/> writes the answer.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static ProblemException Invalid(params IReadOnlyList<FieldError> errors)
        => new(new Problem(StatusCodes.Status400BadRequest, "invalid_input", "The request breaks a rule", Sentence(errors))
        {
            Errors = errors,
        });

    public static ProblemException Invalid(string field, string? value, string rule)
        => Invalid(new FieldError(field, Shorten(value), rule));

    public static ProblemException Malformed(string detail)
        => new(new Problem(StatusCodes.Status400BadRequest, "malformed_request", "The request cannot be read", detail));

    public static ProblemException NotFound(string what, string id)
        => new(new Problem(StatusCodes.Status404NotFound, "not_found", "Not found", $"There is no {what} '{Shorten(id)}'."));

    public static ProblemException Unauthenticated(string detail)
        => new(new Problem(StatusCodes.Status401Unauthorized, "unauthenticated", "A valid token is needed", detail));

    public static ProblemException Forbidden(string detail)
        => new(new Problem(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", detail));

    public static ProblemException Conflict(string detail, params IReadOnlyList<FieldError> errors)
        => new(new Problem(StatusCodes.Status409Conflict, "failed_precondition", "Not possible in the present state", detail)
        {
            Errors = errors,
        });

    public static ProblemException TooLarge(string detail, params IReadOnlyList<FieldError> errors)
        => new(new Problem(StatusCodes.Status413PayloadTooLarge, "too_large", "Too large", detail) { Errors = errors });

    public static ProblemException UnsupportedMediaType(string? sent, string expected)
        => new(new Problem(
            StatusCodes.Status415UnsupportedMediaType,
            "unsupported_media_type",
            "Content type not supported",
            $"Content-Type '{Shorten(sent)}' is not supported: send {expected}."));

    /// <summary>What a client sent, short enough to be told back to it.</summary>
    public static string? Shorten(string? value)
        => value is { Length: > 100 } ? string.Concat(value.AsSpan(0, 100), "…") : value;

    private static string Sentence(IReadOnlyList<FieldError> errors)
        => string.Join("; ", errors.Take(5).Select(error => $"{error.Field}: {error.Rule}")) + ".";
}
