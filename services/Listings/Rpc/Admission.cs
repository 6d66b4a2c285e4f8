using Grpc.Core;

namespace Migration.Listings.Rpc;

/// <summary>Whether a call may begin: not while the service ends, not beyond what it can do at once, not beyond an address's share.</summary>
internal sealed class Admission(Traffic traffic, CallLimits limits)
{
    /// <summary>Each success needs one <see cref="Leave"/>.</summary>
    /// <exception cref="RpcException">The service is ending, or has too much to do.</exception>
    public void Enter() => traffic.Enter();

    public void Leave() => traffic.Leave();

    /// <exception cref="RpcException">ResourceExhausted: too many calls of this address.</exception>
    public void CheckAddress(ServerCallContext context) => limits.CheckAddress(context.GetHttpContext().Connection.RemoteIpAddress);
}
