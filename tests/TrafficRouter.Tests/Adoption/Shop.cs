using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Migration.TrafficRouter.Calls;
using Migration.TrafficRouter.Http;

namespace Migration.TrafficRouter.Tests.Adoption;

/// <summary>An application that adopts the router as README.md says: what the README shows are lines of this file.</summary>
internal static class Shop
{
    public static WebApplication Create(WebApplicationBuilder builder, OrderStore store, OrdersClient client)
    {
        builder.Services.AddTrafficRouter(options =>
        {
            options.Service = "shop";                                   // part of every bucket's salt: choose once
            options.Flag = "orders";                                    // a row of routing_flags
            options.UserOf = context => NumberOf(context.User);         // who is asking; null for nobody
        });
        var app = builder.Build();

        var getOrder = new Route<long, Order>("GetOrder", Idempotency.Safe)
        {
            Monolith = (id, cancellation) => store.FindAsync(id, cancellation),
            Microservice = async (id, call) => ToOrder(await client.GetOrderAsync(new() { Id = id }, call.Options)),
        };

        app.MapGet("/orders/{id}", (long id, HttpContext context, HttpRouter router) => router.RouteAsync(context, getOrder, id));
        return app;
    }

    private static long? NumberOf(ClaimsPrincipal user)
        => long.TryParse(user.FindFirstValue("sub"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Order ToOrder(Order answer) => answer with { Goods = $"{answer.Goods}, mapped" };
}
