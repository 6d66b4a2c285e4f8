namespace Migration.Otlp.Storage;

/// <summary>Estimated bytes of everything kept. Guarded by the store's lock.</summary>
internal sealed class MemoryMeter
{
    public long Used { get; set; }
}
