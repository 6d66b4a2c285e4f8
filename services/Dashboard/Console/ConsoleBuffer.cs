using Migration.Dashboard.Resources;

namespace Migration.Dashboard.ConsoleLines;

/// <summary>The newest lines of what a reader follows. Used by one thread at a time.</summary>
internal sealed class ConsoleBuffer
{
    public const int Capacity = 10_000;

    private readonly Queue<ConsoleLine> _lines = new();
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<ConsoleLine> Lines => _lines;

    /// <summary>How many lines the engine had to leave out because this reader was too slow.</summary>
    public long Lost { get; private set; }

    /// <summary>Takes what is new of them: after a lost connection the engine begins with lines that are here already.</summary>
    public int Add(IReadOnlyList<ConsoleLine> lines)
    {
        var added = 0;
        foreach (var line in lines)
        {
            var isKnown = _lastNumbers.TryGetValue(line.Resource, out var last);
            if (isKnown && line.Number <= last)
            {
                continue;
            }

            // What was left out before the first line that is seen is the engine's backlog, not this reader's loss.
            Lost += isKnown ? line.Number - last - 1 : 0;
            _lastNumbers[line.Resource] = line.Number;
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
            added++;
        }

        return added;
    }

    public void Clear() => _lines.Clear();
}
