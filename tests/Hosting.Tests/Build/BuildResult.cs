namespace Migration.Hosting.Tests.Build;

/// <summary>What a finished run of the .NET command line left.</summary>
internal sealed record BuildResult(int ExitCode, string Output, string Error)
{
    public BuildResult ShouldSucceed()
    {
        ExitCode.Should().Be(0, "the build should succeed, but it said:\n{0}\n{1}", Output, Error);
        return this;
    }
}
