using System.Collections.Frozen;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Flags;

/// <summary>All flags as they were at one moment; never changed, only replaced.</summary>
public sealed class FlagSnapshot
{
    private readonly FrozenDictionary<string, CompiledFlag> _flags;

    /// <param name="service">The first part of every salt.</param>
    /// <param name="definitions">All flags there are.</param>
    /// <param name="confirmedAt">The clock's timestamp from before they were read.</param>
    public FlagSnapshot(string service, IEnumerable<FlagDefinition> definitions, long confirmedAt)
        : this(
            definitions.Select(definition => new CompiledFlag(service, definition))
                .ToFrozenDictionary(flag => flag.Definition.Name, StringComparer.Ordinal),
            confirmedAt)
    {
    }

    private FlagSnapshot(FrozenDictionary<string, CompiledFlag> flags, long confirmedAt)
    {
        _flags = flags;
        ConfirmedAt = confirmedAt;
    }

    public long ConfirmedAt { get; }

    public IEnumerable<CompiledFlag> Flags => _flags.Values;

    public CompiledFlag? Find(string name) => _flags.GetValueOrDefault(name);
}
