using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Migration.Monolith.Tests.Hosting;

/// <summary>Keeps what a service logs, so that a test can ask for it, and so that an unexpected error fails a test.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<string> Errors => [.. lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];

    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.Text)];

    public ILogger CreateLogger(string categoryName) => new Collector(lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(ConcurrentQueue<(LogLevel Level, string Text)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
