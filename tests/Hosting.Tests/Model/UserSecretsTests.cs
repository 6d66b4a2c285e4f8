using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration.UserSecrets;
using Migration.Hosting.Building;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class UserSecretsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void GetOrAdd_NewKey_IsKeptBesideWhatIsThere()
    {
        using var lab = new ModelLab();
        var path = lab.Write("secrets/secrets.json", """{ "Other": "kept", /* as dotnet user-secrets allows */ }""");
        var store = new UserSecretsStore(path);

        store.GetOrAdd("Parameters:pw", () => "made").Should().Be("made");
        store.GetOrAdd("Parameters:pw", () => "again").Should().Be("made");
        File.ReadAllText(path).Should().Contain("\"Other\": \"kept\"").And.Contain("\"Parameters:pw\": \"made\"");
    }

    [TestMethod]
    public void GetOrAdd_NoFile_MakesItForTheUserAlone()
    {
        using var lab = new ModelLab();
        var path = Path.Join(lab.Folder, "new", "secrets.json");

        new UserSecretsStore(path).GetOrAdd("k", () => "v");

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(Path.GetDirectoryName(path)!, "*.tmp").Should().BeEmpty();
    }

    [TestMethod]
    public void GetOrAdd_AskedByManyAtOnce_GivesAllTheSame()
    {
        using var lab = new ModelLab();
        var path = Path.Join(lab.Folder, "secrets.json");

        var values = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16)
            .Select(number => new UserSecretsStore(path).GetOrAdd("k", () => $"v{number}")).ToArray();

        values.Distinct(StringComparer.Ordinal).Should().ContainSingle();
    }

    [TestMethod]
    public void GetOrAdd_BrokenFile_NamesFileAndCure()
    {
        using var lab = new ModelLab();
        var path = lab.Write("secrets.json", "no json");

        FluentActions.Invoking(() => new UserSecretsStore(path).GetOrAdd("Parameters:pw", () => "v")).Should()
            .Throw<DistributedApplicationException>().WithMessage($"*'Parameters:pw'*'{path}'*set Parameters:pw yourself*");
        File.ReadAllText(path).Should().Be("no json");
    }

    [TestMethod]
    public async Task CreateBuilder_NextRun_FindsTheGeneratedValue()
    {
        using var lab = new ModelLab();
        var options = CreateAppHost(lab);

        var first = await PasswordAsync(options);
        var second = await PasswordAsync(options);

        second.Should().Be(first).And.HaveLength(22);
    }

    [TestMethod]
    public async Task CreateBuilder_ThrowAwayEnvironment_KeepsNothing()
    {
        using var lab = new ModelLab();
        var options = CreateAppHost(lab);
        options.Args = ["--DcpPublisher:RandomizePorts=true"];

        await PasswordAsync(options);

        Directory.GetFiles(lab.Folder, "secrets.json", SearchOption.AllDirectories).Should().BeEmpty();
    }

    private async Task<string?> PasswordAsync(DistributedApplicationOptions options)
    {
        var builder = DistributedApplication.CreateBuilder(options);
        builder.AppHostAssembly.Should().NotBeNull();
        var parameter = builder.AddParameter("pg-password", new GenerateParameterDefault(), secret: true, persist: true);
        return await parameter.Resource.GetValueAsync(TestContext.CancellationToken);
    }

    /// <summary>An AppHost assembly whose user secrets lie in the lab.</summary>
    private DistributedApplicationOptions CreateAppHost(ModelLab lab)
    {
        // The first place in which the .NET configuration looks for the secrets' folder.
        var before = Environment.GetEnvironmentVariable("APPDATA");
        Environment.SetEnvironmentVariable("APPDATA", lab.Folder);
        _restore = () => Environment.SetEnvironmentVariable("APPDATA", before);

        var name = $"AppHost{Guid.NewGuid():N}";
        var attribute = new CustomAttributeBuilder(typeof(UserSecretsIdAttribute).GetConstructor([typeof(string)])!, [name]);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly, [attribute]);
        assembly.DefineDynamicModule(name);
        var path = Path.Join(lab.Folder, $"{name}.dll");
        assembly.Save(path);
        AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(File.ReadAllBytes(path)));
        return new DistributedApplicationOptions { AssemblyName = name, ProjectDirectory = lab.Folder };
    }

    private Action _restore = () => { };

    [TestCleanup]
    public void Restore() => _restore();
}
