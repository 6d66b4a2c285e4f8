using Migration.Otlp.Records;

namespace Migration.Otlp.Storage;

internal sealed class LogBuffer(TelemetryLimits limits, MemoryMeter meter)
    : SignalBuffer(limits.LogsPerService, limits.BytesPerSignal, meter)
{
    private readonly Queue<LogRecord> _records = new();

    public override int Count => _records.Count;

    public IEnumerable<LogRecord> Records => _records;

    public void Add(LogRecord record)
    {
        _records.Enqueue(record);
        Charge(MemoryEstimate.Of(record));
    }

    protected override void RemoveLeastMissed() => Charge(-MemoryEstimate.Of(_records.Dequeue()));
}
