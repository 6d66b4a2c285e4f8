using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Processes;
using Migration.Hosting.Runtime.Settings;

namespace Migration.Hosting.Runtime.Hosted;

/// <summary>
/// Ends the application when the <c>dotnet run</c> that started it was killed. That command hands on Ctrl-C and SIGTERM, but
/// SIGKILL leaves its child running with nobody who could stop it.
/// </summary>
internal sealed partial class ParentWatcher(
    RuntimeSettings settings, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<ParentWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var parent = Posix.GetParentProcessId();
        if (settings.IsThrowAway || !IsDotnetCommand(parent))
        {
            return; // Started by a shell or a service manager, which may end without meaning this process.
        }

        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Posix.GetParentProcessId() != parent)
            {
                Log.ParentGone(logger, parent);
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static bool IsDotnetCommand(int processId)
    {
        try
        {
            var words = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline")).Split('\0');
            return Path.GetFileName(words[0]) is "dotnet" && words.Skip(1).Any(word => word is "run" or "watch");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Process {Parent}, which started this application, is gone; the application ends.")]
        public static partial void ParentGone(ILogger logger, int parent);
    }
}
