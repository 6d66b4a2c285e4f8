using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Migration.Listings.Security;
using Migration.Listings.Tests.Fixture;

namespace Migration.Listings.Tests.Security;

[TestClass]
public sealed class SigningKeyCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private TestIssuer _issuer = null!;

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public async Task StartIssuerAsync() => _issuer = await TestIssuer.StartAsync();

    [TestCleanup]
    public async Task StopIssuerAsync() => await _issuer.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [TestMethod]
    public async Task FindAsync_KnownKey_AsksTheIssuerOnce()
    {
        var sut = CreateSut();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken).AsTask()));

        _issuer.Requests.Should().Be(1);
    }

    [TestMethod]
    public async Task FindAsync_KeyOfARotation_IsFoundAtOnce()
    {
        var sut = CreateSut();
        var old = _issuer.Key.KeyId;
        await sut.FindAsync(old, TestContext.CancellationToken);
        _issuer.Rotate();
        _time.Advance(TimeSpan.FromMilliseconds(100));

        (await sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken)).Should().NotBeNull();
        (await sut.FindAsync(old, TestContext.CancellationToken)).Should().NotBeNull();
    }

    [TestMethod]
    public async Task FindAsync_MadeUpKeys_DoNotFloodTheIssuer()
    {
        var sut = CreateSut();

        for (var i = 0; i < 100; i++)
        {
            (await sut.FindAsync($"made-up-{i}", TestContext.CancellationToken)).Should().BeNull();
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        _issuer.Requests.Should().Be(10);
    }

    [TestMethod]
    public async Task FindAsync_KeyWithdrawn_IsForgottenAfterFiveMinutes()
    {
        var sut = CreateSut();
        var withdrawn = _issuer.Key.KeyId;
        await sut.FindAsync(withdrawn, TestContext.CancellationToken);
        _issuer.WithdrawAll();
        _issuer.Rotate();

        _time.Advance(TimeSpan.FromMinutes(4.9));
        (await sut.FindAsync(withdrawn, TestContext.CancellationToken)).Should().NotBeNull();
        _time.Advance(TimeSpan.FromMinutes(0.2));
        (await sut.FindAsync(withdrawn, TestContext.CancellationToken)).Should().BeNull();
    }

    [TestMethod]
    public async Task FindAsync_IssuerDown_KeepsTheKeysItHas()
    {
        var sut = CreateSut();
        await sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken);
        await _issuer.StopListeningAsync();
        _time.Advance(TimeSpan.FromHours(1));

        (await sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken)).Should().NotBeNull();
    }

    [TestMethod]
    public async Task FindAsync_IssuerDownAndKeyUnknown_IsUnavailableNotInvalid()
    {
        var sut = CreateSut();
        await _issuer.StopListeningAsync();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await FluentActions.Awaiting(() => sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken).AsTask())
                .Should().ThrowAsync<TokenKeysUnavailableException>();
        }
    }

    [TestMethod]
    public async Task FindAsync_FirstCallerGivesUp_TheNextOneHasTheKeysOfThatReading()
    {
        var sut = CreateSut();
        _issuer.Hold();
        using var leaves = new CancellationTokenSource();
        _issuer.OnAsked = leaves.Cancel;
        await FluentActions.Awaiting(() => sut.FindAsync(_issuer.Key.KeyId, leaves.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();

        var next = sut.FindAsync(_issuer.Key.KeyId, TestContext.CancellationToken).AsTask();
        _issuer.Release();

        (await next).Should().NotBeNull("a call that gave up must not take the keys from the next one");
        _issuer.Requests.Should().Be(1);
    }

    private SigningKeyCache CreateSut() => new(
        _http,
        new TokenOptions { Issuer = TestIssuer.Name, Audience = TestIssuer.Audience, JwksUrl = _issuer.JwksUrl },
        _time,
        NullLogger<SigningKeyCache>.Instance);
}
