using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Migration.Listings.Rpc;

/// <summary>
/// grpc.health.v1: the empty name and the service's own name are the whole service, any other is the dependency of that name
/// (<c>database</c>, <c>search</c>). A dependency that the service can do without degrades the whole, but is itself not serving:
/// that difference is why this is not the stock implementation.
/// </summary>
internal sealed class HealthRpc(HealthCheckService checks, IHostApplicationLifetime lifetime, TimeProvider time) : Health.HealthBase
{
    private const string OwnName = "listings.v1.ListingsService";
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
        => new()
        {
            Status = await AskAsync(request.Service, context.CancellationToken)
                ?? throw new RpcException(new Status(StatusCode.NotFound, $"there is no dependency '{request.Service}'")),
        };

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(WatchInterval, time);
        ServingStatus? last = null;
        try
        {
            do
            {
                var status = await AskAsync(request.Service, ending.Token) ?? ServingStatus.ServiceUnknown;
                if (status != last)
                {
                    await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, ending.Token);
                    last = status;
                }
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }, CancellationToken.None);
        }
    }

    private async Task<ServingStatus?> AskAsync(string service, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ServingStatus.NotServing;
        }

        var isWhole = service is "" or OwnName;
        var report = await checks.CheckHealthAsync(check => isWhole || check.Name.Equals(service, StringComparison.Ordinal), cancellationToken);
        if (report.Entries.Count == 0)
        {
            return null;
        }

        var isServing = report.Status == HealthStatus.Healthy || (isWhole && report.Status == HealthStatus.Degraded);
        return isServing ? ServingStatus.Serving : ServingStatus.NotServing;
    }
}
