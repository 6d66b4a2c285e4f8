using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Migration.Monolith.Auth;

namespace Migration.Monolith.Tests.Auth;

[TestClass]
[UnsupportedOSPlatform("windows")]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows, IgnoreMessage = "File modes are a matter of Unix")]
public sealed class KeyRingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("monolith-keys-");
    private readonly FakeTimeProvider time = new();

    public required TestContext TestContext { get; set; }

    private string KeyPath => Path.Combine(folder.FullName, "keys", "keyring.json");

    public void Dispose() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task Ensure_NoKeyYet_WritesOneThatOnlyThisUserCanRead()
    {
        await CreateSut().EnsureAsync(TestContext.CancellationToken);

        File.GetUnixFileMode(KeyPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(KeyPath)!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [TestMethod]
    public async Task Ensure_ASecondTime_KeepsTheKey()
    {
        var first = CreateSut();
        await first.EnsureAsync(TestContext.CancellationToken);

        var second = CreateSut();
        await second.EnsureAsync(TestContext.CancellationToken);

        second.Current.Signer.Kid.Should().Be(first.Current.Signer.Kid);
    }

    [TestMethod]
    public async Task Ensure_FiveAtOnce_AgreeOnOneKey()
    {
        var rings = Enumerable.Range(0, 5).Select(_ => CreateSut(TimeProvider.System)).ToList();

        await Task.WhenAll(rings.Select(ring => Task.Run(() => ring.EnsureAsync(TestContext.CancellationToken), TestContext.CancellationToken)));

        rings.Select(ring => ring.Current.Signer.Kid).Distinct(StringComparer.Ordinal).Should().HaveCount(1);
    }

    [TestMethod]
    public async Task Rotate_ByAnotherInstance_IsSeenAtOnce()
    {
        var here = CreateSut();
        await here.EnsureAsync(TestContext.CancellationToken);
        var there = CreateSut();

        await there.RotateAsync(TestContext.CancellationToken);

        here.Current.Signer.Kid.Should().Be(there.Current.Signer.Kid);
        here.Published.Should().HaveCount(2);
    }

    [TestMethod]
    public async Task Rotate_RetiredKey_LosesItsPrivateHalf()
    {
        var keys = CreateSut();
        await keys.EnsureAsync(TestContext.CancellationToken);

        var rotated = await keys.RotateAsync(TestContext.CancellationToken);

        rotated.Stored.Select(key => key.PrivateKey is not null).Should().Equal(true, false);
    }

    [TestMethod]
    public async Task Rotate_AfterAllOldTokensExpired_DropsTheOldKeys()
    {
        var keys = CreateSut();
        await keys.EnsureAsync(TestContext.CancellationToken);
        await keys.RotateAsync(TestContext.CancellationToken);
        time.Advance(AuthSettings.TokenLifetime * 2);

        var rotated = await keys.RotateAsync(TestContext.CancellationToken);

        rotated.Stored.Should().HaveCount(2, "the one that signs and the one that just did");
    }

    [TestMethod]
    public async Task Ensure_KeyFileOthersCanRead_StopsWithTheCure()
    {
        await CreateSut().EnsureAsync(TestContext.CancellationToken);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var start = () => CreateSut().EnsureAsync(TestContext.CancellationToken);

        (await start.Should().ThrowAsync<StartupException>()).WithMessage("*can be read by others*chmod 600*");
    }

    [TestMethod]
    public async Task Ensure_BrokenKeyFile_StopsWithTheCure()
    {
        await CreateSut().EnsureAsync(TestContext.CancellationToken);
        await File.WriteAllTextAsync(KeyPath, "{ not json", TestContext.CancellationToken);

        var start = () => CreateSut().EnsureAsync(TestContext.CancellationToken);

        (await start.Should().ThrowAsync<StartupException>()).WithMessage($"*{KeyPath}*delete it*");
    }

    private KeyRing CreateSut(TimeProvider? clock = null)
        => new(new KeyFile(Path.GetDirectoryName(KeyPath)!, clock ?? time), clock ?? time, NullLogger<KeyRing>.Instance);
}
