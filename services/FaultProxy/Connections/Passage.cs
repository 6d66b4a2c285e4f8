namespace Migration.FaultProxy.Connections;

/// <summary>The next step of a link: how many of the bytes at hand are passed on, when, and what then. The toxics in force shape it.</summary>
internal sealed class Passage(long number, int available, TimeSpan arrivedAt)
{
    /// <summary>Not before the toxics change.</summary>
    public static readonly TimeSpan Never = TimeSpan.MaxValue;

    /// <summary>The same for all bytes that arrived at once.</summary>
    public long Number { get; } = number;

    /// <summary>The sender has finished: there are no bytes.</summary>
    public bool IsEnd { get; } = available == 0;

    /// <summary>Bytes, from the first of those at hand.</summary>
    public int Length { get; private set; } = available;

    /// <summary>Since the connection's begin.</summary>
    public TimeSpan Due { get; set; } = arrivedAt;

    /// <summary>The bytes are thrown away when they are due.</summary>
    public bool IsDropped { get; set; }

    /// <summary>What follows at once, or null.</summary>
    public LinkEnding? Ending { get; set; }

    public void Shorten(int length)
    {
        if (!IsEnd && length < Length)
        {
            Length = length;
        }
    }

    public void Postpone(TimeSpan delay)
    {
        if (Due != Never)
        {
            Due += delay;
        }
    }
}
