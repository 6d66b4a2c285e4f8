using Grpc.Core;

namespace Migration.TrafficRouter.Tests.Adoption;

/// <summary>Stands for a generated client: the same signature, and an answer without a network.</summary>
internal sealed class OrdersClient(string goods)
{
    public AsyncUnaryCall<Order> GetOrderAsync(GetOrderRequest request, CallOptions options)
        => new(
            options.Deadline is null ? throw new RpcException(new Status(StatusCode.Internal, "no deadline")) : Task.FromResult(new Order(request.Id, goods)),
            Task.FromResult(new Metadata()),
            () => Status.DefaultSuccess,
            () => [],
            () => { });
}
