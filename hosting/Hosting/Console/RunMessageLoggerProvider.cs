using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Hosting.Runtime.Notices;

namespace Migration.Hosting.RunConsole;

/// <summary>Brings the host's own warnings and errors to the console, in place of the console logger that would tear the table.</summary>
[ProviderAlias("RunConsole")]
internal sealed class RunMessageLoggerProvider(RunMessages messages) : ILoggerProvider
{
    /// <summary>The engine's notices come to the console by themselves.</summary>
    public ILogger CreateLogger(string categoryName) => string.Equals(categoryName, typeof(NoticeBoard).FullName, StringComparison.Ordinal)
        ? NullLogger.Instance
        : new RunMessageLogger(categoryName, messages);

    public void Dispose()
    {
        // Nothing is held: the messages belong to the console.
    }
}
