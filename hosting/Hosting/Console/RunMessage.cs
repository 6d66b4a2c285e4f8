using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime.Notices;

namespace Migration.Hosting.RunConsole;

/// <summary>A message that stays on the screen.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What happened, in one line or more.</param>
/// <param name="Details">Lines that explain it, such as the last ones of a log.</param>
internal sealed record RunMessage(RunMessageLevel Level, string Text, IReadOnlyList<string> Details)
{
    public RunMessage(RunMessageLevel level, string text)
        : this(level, text, [])
    {
    }

    /// <summary>The lines of a notice after the first explain it.</summary>
    public static RunMessage From(EngineNotice notice)
    {
        var lines = notice.Text.Split('\n');
        return new RunMessage(LevelOf(notice.Level), lines[0], lines[1..]);
    }

    public static RunMessageLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Error or LogLevel.Critical => RunMessageLevel.Error,
        LogLevel.Warning => RunMessageLevel.Warning,
        _ => RunMessageLevel.Notice,
    };
}
