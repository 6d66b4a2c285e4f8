using System.Collections.Concurrent;
using Grpc.Core;

namespace Migration.FaultProxy.Tests.Fixture;

/// <summary>Says back what it hears, and remembers what it heard with which headers.</summary>
internal sealed class EchoService : Echo.EchoBase
{
    public ConcurrentQueue<(string Method, Metadata Headers)> Heard { get; } = new();

    public override Task<Words> Say(Words request, ServerCallContext context)
    {
        Hear(context);
        context.ResponseTrailers.Add("said-by", "echo");
        return Task.FromResult(request);
    }

    public override async Task Repeat(Words request, IServerStreamWriter<Words> responseStream, ServerCallContext context)
    {
        Hear(context);
        for (var time = 0; time < request.Times; time++)
        {
            await responseStream.WriteAsync(new Words { Text = request.Text, Times = time }, context.CancellationToken);
        }
    }

    public override async Task<Words> Collect(IAsyncStreamReader<Words> requestStream, ServerCallContext context)
    {
        Hear(context);
        var count = 0;
        await foreach (var _ in requestStream.ReadAllAsync(context.CancellationToken))
        {
            count++;
        }

        return new Words { Times = count };
    }

    public override async Task Talk(IAsyncStreamReader<Words> requestStream, IServerStreamWriter<Words> responseStream, ServerCallContext context)
    {
        Hear(context);
        await foreach (var words in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(words, context.CancellationToken);
        }
    }

    public override Task<Words> Refuse(Words request, ServerCallContext context)
        => throw new RpcException(new Status(StatusCode.FailedPrecondition, "not ž today"));

    private void Hear(ServerCallContext context) => Heard.Enqueue((context.Method, context.RequestHeaders));
}
