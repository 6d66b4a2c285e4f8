using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Migration.LoadGenerator;

/// <summary>
/// Sends each request when it is due, whether or not earlier ones have been answered, as users do: of a hundred 80 reads, 15 lists,
/// 5 writes.
/// </summary>
internal sealed class OpenLoad(LoadPlan plan, HttpClient http, TimeProvider time)
{
    private const string Path = "/api/v1/marketplace/listings";
    private const int ReadsOfAHundred = 80;
    private const int ReadsAndListsOfAHundred = 95;
    private const int PeerEvery = 10;

    private readonly Random _random = new(plan.Seed);
    private LoadRecorder _recorder = new();

    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        var leadIn = plan.Rate * plan.LeadIn / 2;
        await SendAllAsync(leadIn, index => TimeSpan.FromSeconds(Math.Sqrt(2.0 * plan.LeadIn * index / plan.Rate)), cancellationToken);
        var made = _recorder.ToResult(leadIn, TimeSpan.Zero, MachineRecord.Unknown).Made;
        _recorder = new LoadRecorder();
        var count = plan.Rate * plan.Seconds;
        using var machine = new MachineWatch();
        var took = await SendAllAsync(count, index => TimeSpan.FromSeconds((double)index / plan.Rate), cancellationToken);
        var result = _recorder.ToResult(count, took, machine.Read());
        return result with { Made = [.. made, .. result.Made] };
    }

    private async Task<TimeSpan> SendAllAsync(int count, Func<int, TimeSpan> dueAt, CancellationToken cancellationToken)
    {
        var requests = new List<Task>(count);
        var begin = time.GetTimestamp();
        for (var index = 0; index < count; index++)
        {
            var due = dueAt(index);
            if (due - time.GetElapsedTime(begin) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            requests.Add(SendAsync(Next(index), begin, due, cancellationToken));
            if (plan.Peer is { } peer && index % PeerEvery == 0)
            {
                requests.Add(AskPeerAsync(peer, begin, due, cancellationToken));
            }
        }

        await Task.WhenAll(requests);
        return time.GetElapsedTime(begin);
    }

    private Planned Next(int index)
    {
        var kind = _random.Next(100);
        var id = plan.Listings[_random.Next(plan.Listings.Count)];
        var token = _random.Next(plan.Tokens.Count);
        var (operation, message) = kind < ReadsOfAHundred
            ? ("get", new HttpRequestMessage(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{Path}/{id}")))
            : kind < ReadsAndListsOfAHundred
                ? ("list", new HttpRequestMessage(HttpMethod.Get, $"{Path}?limit=20"))
                : ("write", new HttpRequestMessage(HttpMethod.Post, Path)
                {
                    Content = JsonContent.Create(new { title = string.Create(CultureInfo.InvariantCulture, $"{plan.Mark} {index}"), price = 10, category_id = plan.Category }),
                });
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", plan.Tokens[token]);
        return new Planned(operation, token, message);
    }

    private async Task SendAsync(Planned planned, long begin, TimeSpan due, CancellationToken cancellationToken)
    {
        // Not on the thread that keeps the schedule.
        await Task.Yield();
        _recorder.Sent(time.GetElapsedTime(begin) - due);
        var operation = planned.Operation;
        using var request = planned.Message;
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var latency = time.GetElapsedTime(begin) - due;
            if (response.IsSuccessStatusCode)
            {
                _recorder.Answered(operation, due, latency, Header(response, "X-Served-By") ?? "nobody", Header(response, "X-Routing-Fallback"));
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    using var made = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                    _recorder.Made(new MadeListing(made.RootElement.GetProperty("id").GetInt64(), planned.Token));
                }
            }
            else
            {
                _recorder.Failed(latency, $"{operation}: {(int)response.StatusCode} {Header(response, "X-Served-By")} {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _recorder.Failed(time.GetElapsedTime(begin) - due, $"{operation}: {exception.Message}");
        }
    }

    private async Task AskPeerAsync(Uri peer, long begin, TimeSpan due, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await http.GetByteArrayAsync(peer, cancellationToken);
            _recorder.PeerAnswered(time.GetElapsedTime(begin) - due);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It tells of the machine, and is no failure of the program under test.
            _recorder.PeerAnswered(time.GetElapsedTime(begin) - due);
        }
    }

    private static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <param name="Operation">get, list or write.</param>
    /// <param name="Token">The place of the user's token in the plan.</param>
    /// <param name="Message">The request.</param>
    private sealed record Planned(string Operation, int Token, HttpRequestMessage Message);
}
