using System.Globalization;

namespace Migration.TestSupport.Logs;

/// <summary>
/// One line that a resource wrote; <paramref name="IsError"/> if to its standard error. Most programs write no time, and logs of several are read side
/// by side: <paramref name="At"/> is when it came here.
/// </summary>
public sealed record ResourceLogLine(DateTimeOffset At, string Resource, string Text, bool IsError)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcDateTime:HH:mm:ss.fff} {(IsError ? "!" : " ")} {Text}");
}
