using Migration.Otlp.Storage;

namespace Migration.Otlp.Tests.Storage;

internal static class VersionExpectations
{
    public static void ShouldChangeBy(this TelemetryStore store, Action arrival)
    {
        var before = store.Version;
        arrival();
        store.Version.Should().NotBe(before);
    }
}
