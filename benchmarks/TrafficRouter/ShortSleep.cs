using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Migration.TrafficRouter.Benchmarks;

/// <summary>
/// Sleeps for microseconds: a thread that waits by spinning would take a processor from what is measured, and <see cref="Thread.Sleep(int)"/> takes
/// a millisecond. Where there is no such sleep, only the rest of a millisecond is spun.
/// </summary>
internal sealed class ShortSleep : IDisposable
{
    private const int SetTimerSlack = 29;
    private const long NanosecondsPerSecond = 1_000_000_000;

    public ShortSleep()
    {
        if (OperatingSystem.IsLinux())
        {
            // By default the kernel may add 50 us to a sleep of this thread.
            _ = SetThread(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            // 0: what the thread began with.
            _ = SetThread(SetTimerSlack, 0, 0, 0, 0);
        }
    }

    public static void For(long ticks)
    {
        if (OperatingSystem.IsLinux())
        {
            var time = new Time(0, (nint)Math.Min(NanosecondsPerSecond - 1, ticks * NanosecondsPerSecond / Stopwatch.Frequency));
            _ = Sleep(time, 0);
        }
        else if (ticks > Stopwatch.Frequency / 500)
        {
            Thread.Sleep(1);
        }
        else
        {
            Thread.SpinWait(20);
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(in Time time, nint remaining);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetThread(int option, nint first, nint second, nint third, nint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Time(nint Seconds, nint Nanoseconds);
}
