namespace Migration.Otlp.Receiving;

/// <summary>How a batch fared: items that were refused, and why the first of them was.</summary>
internal sealed class ExportOutcome
{
    public int Rejected { get; private set; }

    public string Reason { get; private set; } = string.Empty;

    public void Reject(int items, string reason)
    {
        if (items > 0 && Rejected == 0)
        {
            Reason = reason;
        }

        Rejected += items;
    }
}
