using System.Reflection;
using System.Text.Json;

namespace Migration.Hosting.Tests.Build;

[TestClass]
public sealed class SwapTests(TestContext testContext)
{
    private static BuildLab s_lab = null!;

    [ClassInitialize]
    public static void LayOut(TestContext _) => s_lab = SwapLab.Create();

    [ClassCleanup]
    public static void RemoveLab() => s_lab.Dispose();

    [TestMethod]
    public async Task Host_WithPackages_IsBuiltByAspiresSdkAndRefersToItsPackagesOnly()
    {
        var restore = await s_lab.DotnetAsync(testContext.CancellationToken, "restore", "AppHost", "-p:AspireHosting=packages");
        restore.ShouldSucceed();
        var host = await EvaluateAsync("AppHost", "-p:AspireHosting=packages");

        host.Property("StandInSdk").Should().Be("props+targets");
        var services = (await EvaluateAsync("AppHost")).Items("ProjectReference").Where(path => path.StartsWith("../services/", StringComparison.Ordinal));
        host.Items("ProjectReference").Should().NotBeEmpty().And.BeEquivalentTo(services);
        Restored("AppHost").Should().BeEquivalentTo(
            $"Aspire.Hosting.AppHost/{SwapLab.AspireVersion}", $"Aspire.Hosting.PostgreSQL/{SwapLab.AspireVersion}");
    }

    [TestMethod]
    public async Task Host_ByDefault_KnowsNothingOfAspiresSdkAndPackages()
    {
        var host = await EvaluateAsync("AppHost");

        host.Property("StandInSdk").Should().BeEmpty();
        host.Property("IsAspireHost").Should().BeEmpty();
        host.Items("PackageReference").Should().NotContain(id => id.StartsWith("Aspire", StringComparison.OrdinalIgnoreCase));
        host.Items("ProjectReference").Should().Contain(HostingProjects("Hosting", "Hosting.PostgreSQL"));
    }

    [TestMethod]
    public async Task Tests_WithPackages_ReferToAspiresTestingPackageAndTheHostOnly()
    {
        var restore = await s_lab.DotnetAsync(testContext.CancellationToken, "restore", "tests/Probe.Suite", "-p:AspireHosting=packages");
        restore.ShouldSucceed();
        var tests = await EvaluateAsync("tests/Probe.Suite", "-p:AspireHosting=packages");

        tests.Items("ProjectReference").Should().Equal("../../AppHost/AppHost.csproj");
        Restored("Probe.Suite").Should().Contain($"Aspire.Hosting.Testing/{SwapLab.AspireVersion}");
    }

    [TestMethod]
    public async Task Tests_ByDefault_ReferToOurEngine()
    {
        var tests = await EvaluateAsync("tests/Probe.Suite");

        tests.Items("PackageReference").Should().NotContain(id => id.StartsWith("Aspire", StringComparison.OrdinalIgnoreCase));
        tests.Items("ProjectReference").Should().Contain(HostingProjects("Hosting.Testing", "Hosting.PostgreSQL"));
    }

    /// <summary>What the sources call must be there in both worlds, and be called in the same way.</summary>
    [TestMethod]
    public async Task Shim_OfThePackages_HasTheSameMethodsAsTheEngine()
    {
        s_lab.Write("Shim/Shim.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><NoWarn>$(NoWarn);CS1591;CS0436</NoWarn></PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Compile Include="../hosting/build/PackagesShim/*.cs" />
                <Reference Include="{AppContext.BaseDirectory}Migration.Hosting.dll" />
              </ItemGroup>
            </Project>
            """);

        (await s_lab.DotnetAsync(testContext.CancellationToken, "build", "Shim", "-v:q")).ShouldSucceed();

        using var shim = new HostAssembly(s_lab.PathOf("artifacts/bin/Shim/debug/Migration.Shim.dll"));
        Methods(shim.Assembly.GetTypes().Where(type => type.Namespace is "Migration.Hosting"))
            .Should().BeEquivalentTo(Methods(typeof(ProjectOutputAttribute).Assembly.GetExportedTypes().Where(type => type.Namespace is "Migration.Hosting")));
    }

    /// <summary>For example <c>EngineResourceBuilderExtensions: IResourceBuilder`1[T] AsDashboard[T](IResourceBuilder`1[T])</c>.</summary>
    private static IEnumerable<string> Methods(IEnumerable<Type> types) =>
        from type in types
        where type.IsAbstract && type.IsSealed
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public)
        select $"{type.Name}: {method}";

    private static IEnumerable<string> HostingProjects(params string[] names) =>
        names.Select(name => s_lab.PathOf($"hosting/{name}/{name}.csproj"));

    private static IEnumerable<string> Restored(string project)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(s_lab.PathOf($"artifacts/obj/{project}/project.assets.json")));
        return [.. assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)
            .Where(name => name.Contains("Hosting", StringComparison.Ordinal) && name.Contains("Aspire", StringComparison.Ordinal))];
    }

    private async Task<Evaluation> EvaluateAsync(string project, params string[] properties)
    {
        var result = await s_lab.DotnetAsync(testContext.CancellationToken,
            ["msbuild", project, "-getProperty:StandInSdk,IsAspireHost", "-getItem:PackageReference,ProjectReference", .. properties]);
        return Evaluation.Parse(result.ShouldSucceed().Output);
    }
}
