using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Migration.LoadGenerator;

/// <summary>
/// Watches the machine, not the program under test: a thread on each processor does nothing but sleep, and if one wakes far too late, that
/// processor did not run. Only a machine that stands still does that; busy programs delay a sleeper by a few milliseconds.
/// </summary>
public sealed partial class MachineWatch : IDisposable
{
    private const string Times = "/proc/stat";
    private const int FieldOfStolen = 8;
    private const int BitsOfAWord = 64;

    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(10);

    /// <summary>Half of what an attempt to read may take.</summary>
    private static readonly TimeSpan LeastStall = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<double> _stalls = new();
    private readonly (long Stolen, long All) _before = ReadTimes();
    private readonly CountdownEvent _watching = new(Environment.ProcessorCount);
    private volatile bool _isOver;

    /// <summary>Watches from the moment that it returns.</summary>
    public MachineWatch()
    {
        for (var processor = 0; processor < Environment.ProcessorCount; processor++)
        {
            var own = processor;
            new Thread(() => Sleep(own)) { IsBackground = true, Name = $"machine watch {own}", Priority = ThreadPriority.Highest }.Start();
        }

        _watching.Wait();
    }

    /// <summary>What was seen so far.</summary>
    public MachineRecord Read()
    {
        var (stolen, all) = ReadTimes();
        return new MachineRecord { Stalls = [.. _stalls], StolenShare = all > _before.All ? 100.0 * (stolen - _before.Stolen) / (all - _before.All) : 0 };
    }

    public void Dispose()
    {
        _isOver = true;
        _watching.Dispose();
    }

    private void Sleep(int processor)
    {
        if (OperatingSystem.IsLinux())
        {
            // Where it is not allowed the thread sleeps wherever it is put, and sees a little less.
            var mask = new ulong[(Environment.ProcessorCount / BitsOfAWord) + 1];
            mask[processor / BitsOfAWord] = 1UL << (processor % BitsOfAWord);
            _ = SetAffinity(0, mask.Length * sizeof(ulong), mask);
        }

        var begin = Stopwatch.GetTimestamp();
        _watching.Signal();
        for (; !_isOver; begin = Stopwatch.GetTimestamp())
        {
            Thread.Sleep(Nap);
            var late = Stopwatch.GetElapsedTime(begin) - Nap;
            if (late >= LeastStall)
            {
                _stalls.Enqueue(late.TotalMilliseconds);
            }
        }
    }

    /// <summary>What the hypervisor has given to others, where there is one that tells; zeros where nobody does.</summary>
    private static (long Stolen, long All) ReadTimes()
    {
        if (!File.Exists(Times))
        {
            return default;
        }

        var fields = File.ReadLines(Times).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToList();
        return (fields.ElementAtOrDefault(FieldOfStolen - 1), fields.Take(FieldOfStolen).Sum());
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint size, ulong[] mask);
}
