namespace Migration.Dashboard.Shell;

/// <summary>
/// While an environment starts, every part of it wants the processor, and the dashboard is there first. Its pages, their live connection and the API
/// therefore have a routing of their own, which is made when somebody asks for the first of them: discovering pages and scripts and compiling a caller for
/// each method of the live connection is what most of its start was spent on.
/// </summary>
internal static class WhenAskedExtensions
{
    /// <summary>Routes that are there from the start: what receives telemetry and answers whether the program is well.</summary>
    public static IEndpointRouteBuilder MapAtOnce(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(string.Empty);
        group.WithMetadata(AtOnce.Instance);
        return group;
    }

    /// <summary>Everything else.</summary>
    public static void UseWhenAsked(this WebApplication app, Action<IApplicationBuilder> build)
    {
        var rest = new Lazy<RequestDelegate>(() =>
        {
            var builder = ((IApplicationBuilder)app).New();
            build(builder);
            return builder.Build();
        });
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<AtOnce>() is not null)
            {
                return next(context);
            }

            // It may be the one that says 405: gRPC's answers to unknown methods are routes for POST of almost every path.
            context.SetEndpoint(null);
            return rest.Value(context);
        });
    }

    private sealed class AtOnce
    {
        public static readonly AtOnce Instance = new();
    }
}
