using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Migration.Hosting.ResourceService;

/// <summary>An answer that goes on: a JSON object a line, and a ping where there was nothing to say, so that either side sees the other's end.</summary>
internal sealed class LineOutput<T>(HttpContext context, JsonTypeInfo<T> type, T ping, TimeProvider timeProvider)
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(5);

    public void Begin()
    {
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Ends when the line has left: whoever reads slowly is waited for here and nowhere else.</summary>
    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        await using (var json = new Utf8JsonWriter(context.Response.BodyWriter))
        {
            JsonSerializer.Serialize(json, message, type);
        }

        context.Response.BodyWriter.Write("\n"u8);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for news, and pings meanwhile.</summary>
    public async Task<bool> PingUntilAsync(Task<bool> news, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ended = await Task.WhenAny(news, Task.Delay(PingInterval, timeProvider, idle.Token));
            await idle.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (ended == news)
            {
                return await news;
            }

            await WriteAsync(ping, cancellationToken);
        }
    }
}
