using System.Globalization;

namespace Migration.TestSupport;

/// <summary>For states that nothing announces. Where an event, a span or a log record tells, await that instead.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until it is so, for 30 s at most.</summary>
    /// <param name="condition">Whether it is so; what it throws ends the wait.</param>
    /// <param name="expected">What is expected, for the failure: "the queue is empty".</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static Task IsTrueAsync(Func<Task<bool>> condition, string expected, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return SatisfiesAsync(_ => condition(), isSo => isSo, expected, DefaultDeadline, cancellationToken);
    }

    /// <summary>Reads until the value satisfies, and returns it.</summary>
    /// <param name="read">Reads the present value; what it throws ends the wait.</param>
    /// <param name="satisfies">Whether that is it.</param>
    /// <param name="expected">What is expected, for the failure: "the listing is in the index".</param>
    /// <param name="deadline">30 s if not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It never did; the message has the last value.</exception>
    public static async Task<T> SatisfiesAsync<T>(
        Func<CancellationToken, Task<T>> read,
        Func<T, bool> satisfies,
        string expected,
        TimeSpan? deadline = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(satisfies);
        var patience = deadline ?? DefaultDeadline;
        var time = TimeProvider.System;
        var begin = time.GetTimestamp();
        while (true)
        {
            var value = await read(cancellationToken);
            if (satisfies(value))
            {
                return value;
            }

            if (time.GetElapsedTime(begin) >= patience)
            {
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture, $"Expected within {patience.TotalSeconds:0.###} s: {expected}. Last seen: {value?.ToString() ?? "nothing"}."));
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
