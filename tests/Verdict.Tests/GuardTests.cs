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

    /// <summary>A suite that is repeated and then dies must not be judged by the report of the time before.</summary>
    [TestMethod]
    public void Forget_OfOneSuite_LeavesNothingOfItAndAllOfOthers()
    {
        var path = Directory.CreateTempSubdirectory("run-folder-").FullName;
        try
        {
            var folder = RunFolder.Create(path);
            var left = Leave("Smoke");
            var kept = Leave("DataConsistency");

            folder.Forget("Smoke");
            folder.Forget("Connectivity");

            left.Should().NotContain(file => File.Exists(file));
            kept.Should().OnlyContain(file => File.Exists(file));

            string[] Leave(string suite)
            {
                string[] files = [folder.TrxOf(suite), Path.Combine(Directory.CreateDirectory(folder.Evidence(suite)).FullName, "some.json")];
                Array.ForEach(files, file => File.WriteAllText(file, "some"));
                return files;
            }
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
