using System.Reflection;

namespace Migration.Hosting.Tests.Build;

[TestClass]
public sealed class ProjectClassTests(TestContext testContext)
{
    private const string References = """
        <ProjectReference Include="../services/My.2Service/My.2Service.csproj" />
        <ProjectReference Include="../services/lower/lower.csproj" AspireProjectMetadataTypeName="Raised.Up" />
        <ProjectReference Include="../services/Library/Library.csproj" IsAspireProjectResource="false" />
        """;

    private static BuildLab s_lab = null!;
    private static HostAssembly s_host = null!;
    private static BuildResult s_build = null!;

    private static string HostOutput => s_lab.PathOf("artifacts/bin/My.Host/debug");

    [ClassInitialize]
    public static async Task BuildHost(TestContext context)
    {
        s_lab = HostLab.Create(References);
        s_build = await s_lab.DotnetAsync(context.CancellationToken, "build", "My.Host", "-v:q");
        s_build.ShouldSucceed();
        s_host = new HostAssembly(Path.Combine(HostOutput, "Lab.My.Host.dll"));
    }

    [ClassCleanup]
    public static void RemoveLab()
    {
        s_host.Dispose();
        s_lab.Dispose();
    }

    [TestMethod]
    public void Classes_OfTheHostAndItsProjects_ArePublicAndNamedAsTheFilesAre()
    {
        s_host.ProjectClasses.Where(type => type.IsPublic).Select(type => type.Name)
            .Should().BeEquivalentTo("My_Host", "My__2Service", "Raised_Up");
    }

    [TestMethod]
    public void ProjectClass_Created_TellsProjectFileAndBuiltAssembly()
    {
        var type = s_host.ProjectClass("My__2Service");
        var project = Activator.CreateInstance(type);
        var output = type.GetCustomAttributesData().Single(data => data.AttributeType.FullName is "Migration.Hosting.ProjectOutputAttribute");

        type.GetInterface("Aspire.Hosting.IProjectMetadata").Should().NotBeNull();
        type.GetProperty("ProjectPath")!.GetValue(project).Should().Be(s_lab.PathOf("services/My.2Service/My.2Service.csproj"));
        type.GetProperty("SuppressBuild")!.GetValue(project).Should().Be(true);
        var assembly = output.ConstructorArguments[0].Value.Should().BeOfType<string>().Subject;
        assembly.Should().Be(s_lab.PathOf("artifacts/bin/My.2Service/debug/Lab.My.2Service.dll"));
        File.Exists(assembly).Should().BeTrue("building the host builds its services");
    }

    [TestMethod]
    public void HostClass_HasPrivateConstructorAndStaticFolder()
    {
        var type = s_host.ProjectClass("My_Host");

        type.GetConstructors().Should().BeEmpty();
        type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Should().ContainSingle().Which.IsPrivate.Should().BeTrue();
        type.GetProperty("ProjectPath", BindingFlags.Public | BindingFlags.Static)!.GetValue(null).Should().Be(s_lab.PathOf("My.Host"));
        type.GetInterfaces().Should().BeEmpty();
    }

    [TestMethod]
    public void HostAssembly_Metadata_TellsWhereItsProjectLies()
    {
        s_host.Metadata("apphostprojectpath").Should().Be(s_lab.PathOf("My.Host"));
        s_host.Metadata("apphostprojectname").Should().Be("My.Host.csproj");
        s_host.Metadata("apphostprojectbaseintermediateoutputpath").Should().Be(s_lab.PathOf("artifacts/obj/My.Host/"));
    }

    [TestMethod]
    public void HostOutput_OfProjectsThatAreResources_HoldsNothing()
    {
        var files = Directory.GetFiles(HostOutput).Select(Path.GetFileName).ToList();

        files.Should().Contain("Lab.Library.dll", "it is a library of the host").And.Contain("Lab.Hosting.dll");
        files.Should().NotContain(file => file!.Contains("Service", StringComparison.Ordinal) || file.Contains("lower", StringComparison.Ordinal));
        files.Should().NotContain("appsettings.json");
    }

    [TestMethod]
    public void Build_OfProjectsThatCanRun_WarnsOfNothing() => s_build.Output.Should().NotContain("warning");

    [TestMethod]
    public async Task Build_AfterChangeInService_BuildsTheServiceButNotTheHost()
    {
        var host = Path.Combine(HostOutput, "Lab.My.Host.dll");
        var service = s_lab.PathOf("artifacts/bin/lower/debug/Lab.lower.dll");
        var before = (Host: File.GetLastWriteTimeUtc(host), Service: File.GetLastWriteTimeUtc(service));
        s_lab.Write("services/lower/Program.cs", "Console.WriteLine(1);");

        (await s_lab.DotnetAsync(testContext.CancellationToken, "build", "My.Host", "-v:q")).ShouldSucceed();

        File.GetLastWriteTimeUtc(service).Should().BeAfter(before.Service);
        File.GetLastWriteTimeUtc(host).Should().Be(before.Host);
    }

    [TestMethod]
    public async Task Run_FromAnotherFolder_WorksInTheHostsFolder()
    {
        var run = await s_lab.DotnetAsync(testContext.CancellationToken, "run", "--no-build", "--project", "My.Host");

        run.ShouldSucceed().Output.Should().StartWith(s_lab.PathOf("My.Host") + " Aspire.Hosting.IProjectMetadata Marker");
    }
}
