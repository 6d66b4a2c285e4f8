using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Migration.Listings.Rpc;

/// <summary>Decides whether a call may begin: not while the service ends, not beyond what it can do at once, not beyond an address's share.</summary>
internal sealed class AdmissionInterceptor(Traffic traffic, CallLimits limits) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        traffic.Enter();
        try
        {
            limits.CheckAddress(context.GetHttpContext().Connection.RemoteIpAddress);
            return await continuation(request, context);
        }
        finally
        {
            traffic.Leave();
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        traffic.Enter();
        try
        {
            limits.CheckAddress(context.GetHttpContext().Connection.RemoteIpAddress);
            return await continuation(requestStream, context);
        }
        finally
        {
            traffic.Leave();
        }
    }
}
