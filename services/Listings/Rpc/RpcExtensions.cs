using Microsoft.Extensions.Options;

namespace Migration.Listings.Rpc;

internal static class RpcExtensions
{
    /// <summary>A chunk of an upload has a megabyte, and nothing else comes near it.</summary>
    private const int MaxMessageBytes = 2 * 1024 * 1024;

    public static void AddRpc(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CallLimitOptions>().BindConfiguration(CallLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CallLimitOptions>>().Value);
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DrainOptions>>().Value);
        services.AddSingleton<CallLimits>();
        services.AddSingleton<Traffic>();
        services.AddHostedService<DrainService>();
        services.AddHealthChecks().AddCheck<DrainHealthCheck>("drain");

        services
            .AddGrpc(options => options.MaxReceiveMessageSize = MaxMessageBytes)
            .AddServiceOptions<ListingsRpc>(options => options.Interceptors.Add<CallInterceptor>());
        services.AddGrpcReflection();
        services.AddSingleton<Admission>();
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<FailureStatus>();
        services.AddSingleton<CallInterceptor>();
        AddCalls(services);
    }

    public static void MapRpc(this WebApplication app)
    {
        app.UseMalformedRequests();
        app.MapGrpcService<ListingsRpc>();
        app.MapGrpcService<HealthRpc>();
        app.MapGrpcReflectionService();
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.AddSingleton<OwnedWrites>();
        services.AddSingleton<ReadCalls>();
        services.AddSingleton<WriteCalls>();
        services.AddSingleton<ImageCalls>();
        services.AddSingleton<UploadCalls>();
        services.AddSingleton<SearchCalls>();
        services.AddSingleton<ListingsRpc>();
        services.AddSingleton<HealthRpc>();
    }
}
