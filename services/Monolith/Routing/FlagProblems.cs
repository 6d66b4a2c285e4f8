using System.Globalization;
using Migration.Monolith.Problems;
using Migration.TrafficRouter.Flags;

namespace Migration.Monolith.Routing;

/// <summary>A refused change of a flag, as a problem.</summary>
internal static class FlagProblems
{
    public static Problem From(FlagRefusedException refused)
        => ProblemException.Invalid([.. refused.Violations.Select(violation => new FieldError(violation.Field, violation.Value, violation.Rule))]).Problem;

    public static Problem From(StaleVersionException stale)
    {
        var expected = stale.Expected.ToString(CultureInfo.InvariantCulture);
        var rule = stale.Actual is { } actual
            ? string.Create(CultureInfo.InvariantCulture, $"the flag is at version {actual}: read it again before changing it")
            : "the flag has changed: read it again before changing it";
        return new Problem(StatusCodes.Status409Conflict, "stale_version", "Changed by somebody else", stale.Message)
        {
            Errors = [new FieldError("expected_version", expected, rule)],
        };
    }
}
