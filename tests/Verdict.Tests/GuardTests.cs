using Migration.Verdict.Commands;
using Migration.Verdict.Model;
using Migration.Verdict.Running;

namespace Migration.Verdict.Tests;

[TestClass]
public sealed class GuardTests
{
    public static IEnumerable<object[]> Failures =>
    [
        [new NoVerdictException("nobody there")], [new IOException("No space left on device")], [new OperationCanceledException()], [new InvalidOperationException("a mistake")],
    ];

    /// <summary>1 would be NO-GO, and what an exception that nobody catches comes to must not be left to chance.</summary>
    [TestMethod]
    [DynamicData(nameof(Failures))]
    public async Task Run_ThatFails_HasAnExitCodeOfItsOwn(Exception failure)
        => (await Guard.RunAsync(() => Task.FromException<int>(failure))).Should().Be(OutcomeExtensions.NoVerdict).And.NotBeInRange(0, 2);

    [TestMethod]
    public async Task Run_ThatEnds_KeepsItsExitCode() => (await Guard.RunAsync(() => Task.FromResult(1))).Should().Be(1);

    [TestMethod]
    public void Create_InAFolderThatHasFiles_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("run-folder-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "old.trx"), "old");

            var create = () => RunFolder.Create(folder.FullName);

            create.Should().Throw<NoVerdictException>().WithMessage("*not empty*");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
