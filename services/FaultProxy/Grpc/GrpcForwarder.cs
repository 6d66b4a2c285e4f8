using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Migration.FaultProxy.Connections;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Grpc;

/// <summary>Passes one call on, with what the faults do to it.</summary>
internal sealed class GrpcForwarder(string proxy, GrpcFaults faults, CallLog calls, ProxyServices services)
{
    /// <summary>HTTP/2's REFUSED_STREAM: the server has heard nothing of this call.</summary>
    private const int RefusedStream = 7;

    public async Task ForwardAsync(HttpContext context)
    {
        var at = services.Time.GetUtcNow();
        var begin = services.Time.GetTimestamp();
        var method = context.Request.Path.Value!.TrimStart('/');
        var struck = faults.Strike(method);
        var ending = struck.FirstOrDefault(fault => fault.Attributes is not DelayAttributes);
        foreach (var fault in struck.Where(fault => fault == ending || fault.Attributes is DelayAttributes))
        {
            services.Metrics.Faulted(proxy, method, fault.Type);
        }

        try
        {
            await DelayAsync(struck, context.RequestAborted);
            await AnswerAsync(context, ending);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has given up, and the server was told so.
        }
        finally
        {
            var headers = RequestHeaders.Public(context.Request.Headers);
            calls.Add(new CallRecord(method, at, services.Time.GetElapsedTime(begin).TotalMilliseconds, StatusOf(context), ending?.Name, headers));
        }
    }

    private static Task AnswerAsync(HttpContext context, GrpcFault? fault) => fault?.Attributes switch
    {
        ResetAttributes reset => ResetAsync(context, reset.ErrorCode),
        StatusAttributes { AfterCall: false } status => FaultAnswer.WriteAsync(context.Response, status),
        _ => CallAsync(context, fault),
    };

    private static async Task CallAsync(HttpContext context, GrpcFault? fault)
    {
        var upstream = context.Features.GetRequiredFeature<UpstreamChannel>();
        var toServer = new CutStream(fault, StreamDirection.Upstream);
        try
        {
            using var request = RequestHeaders.CreateRequest(context, toServer);
            using var response = await upstream.SendAsync(request, context.RequestAborted);
            if (fault?.Attributes is StatusAttributes status)
            {
                await response.Content.CopyToAsync(Stream.Null, context.RequestAborted);
                await FaultAnswer.WriteAsync(context.Response, status);
            }
            else
            {
                await PassOnAsync(response, context, new CutStream(fault, StreamDirection.Downstream));
            }
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            await ResetAsync(context, RefusedStream);
        }
        catch (Exception failure) when (ResetOf(failure) is { } code)
        {
            await ResetAsync(context, code);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException && (toServer.ClientHasLeft || context.RequestAborted.IsCancellationRequested))
        {
            // The server was told, and the connection's other calls are none of this one's business.
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            upstream.Break();
        }
    }

    private static async Task PassOnAsync(HttpResponseMessage response, HttpContext context, CutStream copy)
    {
        var isTrailersOnly = response.Headers.Contains(GrpcStatus.Header);
        context.Response.StatusCode = (int)response.StatusCode;
        ResponseHeaders.Copy(response, context.Response.Headers);
        if (!isTrailersOnly)
        {
            await context.Response.StartAsync(context.RequestAborted);
        }

        var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        if (await copy.CopyAsync(body, context.Response.Body, context.RequestAborted))
        {
            ResponseHeaders.CopyTrailers(response, context.Response);
        }
        else if (isTrailersOnly)
        {
            context.Response.Headers.Remove(GrpcStatus.Header);
            context.Response.Headers.Remove(GrpcStatus.MessageHeader);
        }
    }

    private static Task ResetAsync(HttpContext context, int code)
    {
        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
        return Task.CompletedTask;
    }

    /// <summary>The code of the server's RST_STREAM, wherever the client library has put it.</summary>
    private static int? ResetOf(Exception? failure) => failure switch
    {
        null => null,
        HttpProtocolException reset => (int)reset.ErrorCode,
        _ => ResetOf(failure.InnerException),
    };

    private static int? StatusOf(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var text = context.Response.Headers[GrpcStatus.Header].FirstOrDefault() ?? trailers?[GrpcStatus.Header].FirstOrDefault();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
    }

    private async Task DelayAsync(IEnumerable<GrpcFault> struck, CancellationToken cancellationToken)
    {
        foreach (var fault in struck)
        {
            if (fault.Attributes is DelayAttributes delay)
            {
                await fault.UntilRemovedAsync(cancellationToken, TimeSpan.FromMilliseconds(delay.Delay), services.Time);
            }
        }
    }
}
