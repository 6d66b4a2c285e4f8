using Microsoft.AspNetCore.DataProtection;
using Microsoft.FluentUI.AspNetCore.Components;
using Migration.Dashboard.Access;

namespace Migration.Dashboard.Shell;

/// <summary>The web application around the pages: Blazor Server, Fluent UI, and the files that a browser loads.</summary>
internal static class ShellExtensions
{
    public static void AddShell(this WebApplicationBuilder builder)
    {
        // Scripts and styles of the packages lie where the build found them; a published dashboard has them in wwwroot instead.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddFluentUIComponents();
        builder.Services.AddSingleton<Palette>();

        // What it protects lives no longer than the process: a page that outlives it is loaded anew.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }

    public static void MapShell(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets();
        endpoints.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireLogin();

        // What no page answers to. A page that is not there must not be an interactive one: that could not answer 404.
        endpoints.MapGet("/{*path:nonfile}", () => new StaticPage<MissingPage> { StatusCode = StatusCodes.Status404NotFound })
            .RequireLogin()
            .WithOrder(int.MaxValue);
    }

    /// <summary>
    /// Scripts, styles and the live connection of this origin and no other; frames of nobody; and no address of ours given away to where
    /// a link leads. Styles in the page itself are let in: dialogs of Fluent UI bring theirs along, virtual lists and charts set attributes.
    /// </summary>
    public static void UsePageHeaders(this WebApplication app)
        => app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy =
                "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
}
