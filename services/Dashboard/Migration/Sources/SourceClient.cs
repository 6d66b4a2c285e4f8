using System.Globalization;
using System.Text.Json;
using Migration.Dashboard.Migrating.Sources.Wire;

namespace Migration.Dashboard.Migrating.Sources;

/// <summary>
/// One program that is asked over HTTP. Whatever goes wrong becomes a sentence for a person; nothing takes longer than its deadline.
/// </summary>
internal sealed class SourceClient(string name, Uri? address, HttpClient http, TimeProvider time)
{
    /// <summary>For what is read again and again.</summary>
    public static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(2);

    /// <summary>For what somebody has asked for.</summary>
    public static readonly TimeSpan ActionDeadline = TimeSpan.FromSeconds(10);

    /// <summary>No answer of a source is longer; one that is would fill this program's memory.</summary>
    private const int LongestAnswer = 16 << 20;

    public bool IsKnown => address is not null;

    /// <exception cref="SourceException">The source is not there, did not answer in time, refused, or answered something else.</exception>
    public async Task<T> SendAsync<T>(SourceRequest request, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            throw new SourceException($"There is no {name} here: set {SourceAddresses.Section}:{char.ToUpperInvariant(name[0])}{name[1..]} to its address.");
        }

        using var deadline = new CancellationTokenSource(request.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var message = request.ToMessage(address);
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, either.Token);
            return answer.IsSuccessStatusCode ? await ReadAsync<T>(answer, either.Token) : throw await RefusalAsync(answer, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(string.Create(CultureInfo.InvariantCulture, $"The {name} at {address.Authority} has not answered within {request.Deadline.TotalSeconds:0.#} s."), exception);
        }
        catch (HttpRequestException exception)
        {
            throw new SourceException($"The {name} at {address.Authority} cannot be reached: {(exception.InnerException ?? exception).Message}", exception);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (typeof(T) == typeof(Nothing))
        {
            return (T)(object)Nothing.Instance;
        }

        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync<T>(body, WireJson.Options, cancellationToken)
                ?? throw new SourceException($"The {name} answered with nothing.");
        }
        catch (JsonException exception)
        {
            throw new SourceException($"The {name} answered something that is not understood here: {exception.Message}", exception);
        }
    }

    /// <summary>Problem details where the source writes them, Toxiproxy's errors where it writes those, else the status.</summary>
    private async Task<SourceException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.StatusCode;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            if (await JsonSerializer.DeserializeAsync<ProblemDocument>(body, WireJson.Options, cancellationToken) is { } problem && problem.ToString() is { Length: > 0 } text)
            {
                return new SourceException(text) { Status = status, Code = problem.Code };
            }
        }
        catch (JsonException)
        {
            // No words of its own: the status says what can be said.
        }

        var what = status < 500 ? "refuses it" : "met an error of its own, which its console tells of";
        return new SourceException(string.Create(CultureInfo.InvariantCulture, $"The {name} {what}: {status} {answer.ReasonPhrase}")) { Status = status };
    }
}
