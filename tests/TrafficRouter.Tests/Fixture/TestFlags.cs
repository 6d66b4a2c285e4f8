using Microsoft.Extensions.Time.Testing;
using Migration.TrafficRouter.Decisions;
using Migration.TrafficRouter.Flags;

namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>Flags to decide by.</summary>
internal static class TestFlags
{
    public const string Name = "marketplace";

    public static FlagDefinition Flag(decimal percent = 0, bool enabled = true) => new()
    {
        Name = Name,
        Enabled = enabled,
        RolloutPercent = percent,
        Version = 7,
    };

    public static CompiledFlag Compile(this FlagDefinition flag) => new("marketplace", flag);

    public static FlagSource Source(FakeTimeProvider time, params IReadOnlyList<FlagDefinition> flags)
    {
        var source = new FlagSource(time);
        source.Replace(new FlagSnapshot("marketplace", flags, time.GetTimestamp()));
        return source;
    }
}
