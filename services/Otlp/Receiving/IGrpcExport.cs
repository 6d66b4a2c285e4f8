using System.Diagnostics.CodeAnalysis;
using Grpc.Core;

namespace Migration.Otlp.Receiving;

/// <summary>The method of a collector service. It is an interface's because the server binds virtual methods only.</summary>
internal interface IGrpcExport<TRequest, TResponse>
{
    [SuppressMessage("Style", "VSTHRD200", Justification = "The server finds the method by its name on the wire.")]
    public Task<TResponse> Export(TRequest request, ServerCallContext context);
}
