
namespace Migration.Dashboard.Access;

internal static class LoginEndpoints
{
    private const string TokenField = "t";
    private const string ReturnField = "returnUrl";

    public static void MapLogin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/login", (HttpContext context, DashboardAccess access)
            => Answer(context, access, context.Request.Query[TokenField], context.Request.Query[ReturnField]));
        endpoints.MapPost("/login", async (HttpContext context, DashboardAccess access) =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
            return Answer(context, access, form[TokenField], form[ReturnField]);
        });
    }

    private static IResult Answer(HttpContext context, DashboardAccess access, string? token, string? returnUrl)
    {
        if (access.KnowsToken(token))
        {
            context.Response.Cookies.Append(DashboardAccess.CookieName(context.Request), access.Session, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/",
            });
            return TypedResults.Redirect(LocalOrHome(returnUrl));
        }

        return new StaticPage<LoginPage>((nameof(LoginPage.Refused), !string.IsNullOrEmpty(token)), (nameof(LoginPage.ReturnUrl), LocalOrHome(returnUrl)))
        {
            StatusCode = string.IsNullOrEmpty(token) ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
        };
    }

    /// <summary>A path of this site; <c>//host</c> and <c>/\host</c> would leave it.</summary>
    private static string LocalOrHome(string? url)
        => url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
