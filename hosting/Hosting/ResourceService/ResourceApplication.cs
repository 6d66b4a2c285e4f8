using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Migration.Hosting.ResourceService.Contract;

namespace Migration.Hosting.ResourceService;

/// <summary>Answers the requests of README.md. A server's application and nothing more: a whole web host would cost the start more.</summary>
internal sealed class ResourceApplication(ResourceStream resources, LogStream logs, CommandDesk commands, ResourceNotificationService notifications)
    : IHttpApplication<HttpContext>, IDisposable
{
    public const string KeyHeader = "x-resource-key";

    private const int KeyDigits = 48;

    private readonly CancellationTokenSource _closing = new();

    public string Key { get; } = RandomNumberGenerator.GetHexString(KeyDigits, lowercase: true);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>Ends all streams.</summary>
    public void Close() => _closing.Cancel();

    public void Dispose() => _closing.Dispose();

    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        try
        {
            await AnswerAsync(context, ended.Token);
        }
        catch (JsonException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The body is not what this request takes; see the contract.");
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The reader has left, or the application ends.
        }
    }

    private Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString()), Encoding.UTF8.GetBytes(Key)))
        {
            return RefuseAsync(context, StatusCodes.Status401Unauthorized, $"The header {KeyHeader} does not hold the key.");
        }

        return (request.Method, request.Path.Value) switch
        {
            ("GET", "/v1/resources") => resources.SendAsync(context, cancellationToken),
            ("GET", "/v1/logs") => ReadLogAsync(context, request.Query["resource"], cancellationToken),
            ("POST", "/v1/commands") => ExecuteAsync(context),
            ("POST", "/v1/reveal") => RevealAsync(context),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no {request.Method} {request.Path}."),
        };
    }

    private Task ReadLogAsync(HttpContext context, string? resource, CancellationToken cancellationToken) =>
        resource is null || notifications.TryGetCurrentState(resource, out _)
            ? logs.SendAsync(context, resource, follows: !string.Equals(context.Request.Query["follow"], "false", StringComparison.Ordinal), cancellationToken)
            : RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no resource '{resource}'.");

    private async Task ExecuteAsync(HttpContext context)
    {
        var request = await ReadAsync(context, ContractJson.Default.CommandRequest);
        if (commands.Refuse(request) is { } refusal)
        {
            await WriteAsync(context, refusal, ContractJson.Default.CommandAnswer);
        }
        else if (commands.EndsTheDashboard(request))
        {
            // It waits for its answer, and the command waits for its end: the answer goes first.
            await WriteAsync(context, new CommandAnswer(Success: true, Message: null) { GoesOn = true }, ContractJson.Default.CommandAnswer);
            await context.Response.CompleteAsync();
            _ = commands.ExecuteAsync(request);
        }
        else
        {
            await WriteAsync(context, await commands.ExecuteAsync(request).WaitAsync(context.RequestAborted), ContractJson.Default.CommandAnswer);
        }
    }

    private async Task RevealAsync(HttpContext context)
    {
        var request = await ReadAsync(context, ContractJson.Default.RevealRequest);
        var value = notifications.TryGetCurrentState(request.Resource, out var known) ? ResourceItems.FindSecret(known.Snapshot, request) : null;
        if (value is null)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"'{request.Resource}' has no {request.Kind} '{request.Name}'.");
            return;
        }

        await WriteAsync(context, new RevealAnswer(value), ContractJson.Default.RevealAnswer);
    }

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class =>
        await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? throw new JsonException();

    private static Task RefuseAsync(HttpContext context, int statusCode, string error)
    {
        context.Response.StatusCode = statusCode;
        return WriteAsync(context, new ErrorAnswer(error), ContractJson.Default.ErrorAnswer);
    }

    private static Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, type, context.RequestAborted);
    }
}
