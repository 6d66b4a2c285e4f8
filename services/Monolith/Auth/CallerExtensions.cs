using Migration.Monolith.Problems;

namespace Migration.Monolith.Auth;

internal static class CallerExtensions
{
    public static Caller RequireCaller(this HttpContext context)
        => context.Features.Get<Caller>()
            ?? throw ProblemException.Unauthenticated("The authentication token is missing: send 'Authorization: Bearer …'.");

    public static Caller RequireAdmin(this HttpContext context)
        => context.RequireCaller() is { IsAdmin: true } admin
            ? admin
            : throw ProblemException.Forbidden("This call needs the role 'admin'.");
}
