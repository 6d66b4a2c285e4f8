namespace Migration.Hosting.Tests.Build;

[TestClass]
public sealed class HostBuildMistakeTests(TestContext testContext)
{
    /// <summary>All of a build that can notice these mistakes: generates the classes, compiles nothing.</summary>
    private static readonly string[] s_generate =
        ["msbuild", "My.Host", "-restore", "-t:GenerateAspireMetadata", "-p:BuildProjectReferences=false", "-v:q"];

    [TestMethod]
    public async Task Build_ReferenceToLibrary_WarnsAspire004AndNamesTheCure()
    {
        using var lab = HostLab.Create("""<ProjectReference Include="../services/Library/Library.csproj" />""");

        var build = await lab.DotnetAsync(testContext.CancellationToken, s_generate);

        build.ShouldSucceed().Output.Should().Contain("warning ASPIRE004").And.Contain("Library.csproj")
            .And.Contain("IsAspireProjectResource=\"false\"");
    }

    [TestMethod]
    public async Task Build_TwoProjectsOfOneName_FailsAndNamesTheCure()
    {
        using var lab = HostLab.Create("""
            <ProjectReference Include="../services/lower/lower.csproj" />
            <ProjectReference Include="../services/My.2Service/My.2Service.csproj" AspireProjectMetadataTypeName="lower" />
            """);

        var build = await lab.DotnetAsync(testContext.CancellationToken, s_generate);

        build.ExitCode.Should().NotBe(0);
        build.Output.Should().Contain("(My_Host, lower, lower)").And.Contain("set AspireProjectMetadataTypeName");
    }

    [TestMethod]
    public async Task Build_UnknownAspireHosting_FailsAndNamesTheChoices()
    {
        using var lab = HostLab.Create(projectReferences: "");

        var build = await lab.DotnetAsync(testContext.CancellationToken, [.. s_generate, "-p:AspireHosting=docker"]);

        build.ExitCode.Should().NotBe(0);
        build.Output.Should().Contain("AspireHosting is 'docker': it must be 'engine'").And.Contain("or 'packages'");
    }
}
