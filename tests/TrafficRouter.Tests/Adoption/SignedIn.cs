using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Migration.TrafficRouter.Tests.Adoption;

/// <summary>Every request comes from the same user.</summary>
internal sealed class SignedIn(Claim claim) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([claim], "test"));
            return following(context);
        });
        next(app);
    };
}
