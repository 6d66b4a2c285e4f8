using Microsoft.Extensions.Logging;

namespace Migration.Hosting.RunConsole;

/// <summary>Turns warnings and errors into messages. Ours speak for themselves; others are introduced by their category.</summary>
internal sealed class RunMessageLogger(string category, RunMessages messages) : ILogger
{
    private readonly string _introduction = category.StartsWith("Migration.", StringComparison.Ordinal)
        || category.StartsWith("Aspire.Hosting", StringComparison.Ordinal) ? "" : $"{category}: ";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        IReadOnlyList<string> details = exception is null ? [] : [.. exception.ToString().Split('\n').Select(line => $"  | {line.TrimEnd()}")];
        messages.Add(new RunMessage(RunMessage.LevelOf(logLevel), _introduction + formatter(state, exception), details));
    }
}
