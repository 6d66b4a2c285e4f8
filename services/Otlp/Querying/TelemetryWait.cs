using System.Globalization;
using System.Text;
using Migration.Otlp.Storage;

namespace Migration.Otlp.Querying;

/// <summary>One wait: its deadline, and what its failure says.</summary>
internal sealed class TelemetryWait(TelemetryStore store, TimeSpan timeout, string awaited, SpanQuery? relevant = null)
{
    private const int ShownItems = 20;

    public async Task<T> FirstAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> watch, Func<T, bool> predicate, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, store.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await foreach (var item in watch(either.Token))
            {
                if (predicate(item))
                {
                    return item;
                }
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(Explain(), exception);
        }

        throw new InvalidOperationException("The telemetry store ended a watch by itself.");
    }

    private string Explain()
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture, $"No {awaited} arrived within {timeout.TotalSeconds:0.###} s.{Environment.NewLine}Arrived so far:"));
        foreach (var service in store.GetServices())
        {
            text.Append(CultureInfo.InvariantCulture, $"{Environment.NewLine}  {service.ServiceName}: {service.Spans.Kept} spans, ")
                .Append(CultureInfo.InvariantCulture, $"{service.Logs.Kept} log records, {service.Metrics.Kept} metric points");
            var lost = service.Spans.Evicted + service.Logs.Evicted + service.Metrics.Evicted;
            if (lost > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({lost} evicted)");
            }
        }

        var spans = store.GetSpans((relevant ?? SpanQuery.All) with { Limit = ShownItems });
        text.Append(spans.Count == 0 ? " no such span." : $"{Environment.NewLine}The latest spans:");
        foreach (var span in spans)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Environment.NewLine}  {span}");
        }

        return text.ToString();
    }
}
