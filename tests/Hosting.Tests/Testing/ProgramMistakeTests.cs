using Aspire.Hosting.Testing;
using Migration.Hosting.Testing;

namespace Migration.Hosting.Tests.Testing;

[TestClass]
public sealed class ProgramMistakeTests(TestContext testContext)
{
    private CancellationToken Cancellation => testContext.CancellationToken;

    [TestMethod]
    public async Task CreateAsync_ProgramThatThrows_ThrowsJustThat()
    {
        var create = () => CreateAsync("throws");

        (await create.Should().ThrowExactlyAsync<InvalidDataException>()).WithMessage("The program has thrown.")
            .Which.StackTrace.Should().Contain("Program.<Main>$");
    }

    [TestMethod]
    public async Task CreateAsync_ProgramThatBuildsNothing_IsToldSo()
    {
        var create = () => CreateAsync("ends-without-building");

        await create.Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("The program of 'Migration.Hosting.TestAppHost' ended without building an application*");
    }

    [TestMethod]
    public async Task StartAsync_ProgramThatThrowsAfterBuilding_ThrowsJustThat()
    {
        await using var builder = await CreateAsync("throws-after-building");
        await using var app = await builder.BuildAsync(Cancellation);

        var start = () => app.StartAsync(Cancellation);

        await start.Should().ThrowExactlyAsync<InvalidDataException>().WithMessage("The program has thrown after building.");
    }

    [TestMethod]
    public async Task StartAsync_ProgramThatDoesNotStart_IsToldSo()
    {
        await using var builder = await CreateAsync("ends-without-starting");
        await using var app = await builder.BuildAsync(Cancellation);

        var start = () => app.StartAsync(Cancellation);

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("*ended without starting its application: call Run()*");
    }

    [TestMethod]
    public async Task StartAsync_ModelThatCannotStart_ThrowsItsErrorAndLeavesTheExitCodeAlone()
    {
        await using var builder = await CreateAsync("runs");
        var (echo, idle) = (builder.Resources.Single(resource => resource.Name is "echo"), builder.Resources.Single(resource => resource.Name is "idle"));
        echo.Annotations.Add(new Aspire.Hosting.ApplicationModel.WaitAnnotation(idle, Aspire.Hosting.ApplicationModel.WaitType.WaitUntilHealthy));
        await using var app = await builder.BuildAsync(Cancellation);

        var start = () => app.StartAsync(Cancellation);

        await start.Should().ThrowExactlyAsync<Aspire.Hosting.DistributedApplicationException>().WithMessage("*wait for each other*echo*");
        Environment.ExitCode.Should().Be(0);
    }

    [TestMethod]
    [DataRow(typeof(ProgramMistakeTests))]
    [DataRow(typeof(string))]
    public async Task CreateAsync_TypeOfNoAppHost_IsRefusedAtOnce(Type type)
    {
        var create = () => DistributedApplicationTestingBuilder.CreateAsync(type, Cancellation);

        await create.Should().ThrowAsync<ArgumentException>().WithParameterName("entryPoint").WithMessage("*is not an AppHost*");
    }

    [TestMethod]
    public async Task CreateAsync_NoBuilderInTime_NamesTheLimit()
    {
        Environment.SetEnvironmentVariable(BuildLimit.Variable, "1");
        try
        {
            var create = () => CreateAsync("never-builds");

            await create.Should().ThrowAsync<InvalidOperationException>().WithMessage($"*within 1 s*{BuildLimit.Variable}*");
        }
        finally
        {
            Environment.SetEnvironmentVariable(BuildLimit.Variable, null);
        }
    }

    [TestMethod]
    public void Arguments_NullOrEmpty_AreRefused()
    {
        var withNull = () => DistributedApplicationTestingBuilder.Create(["a", null!]);
        var withEmpty = () => new DistributedApplicationFactory(typeof(TestAppHost), ["a", ""]);

        withNull.Should().Throw<ArgumentNullException>().WithParameterName("args");
        withEmpty.Should().Throw<ArgumentException>().WithParameterName("args").Which.Should().NotBeOfType<ArgumentNullException>();
    }

    private Task<IDistributedApplicationTestingBuilder> CreateAsync(string way) =>
        DistributedApplicationTestingBuilder.CreateAsync<TestAppHost>([$"--Program={way}"], Cancellation);
}
