using System.Runtime.Versioning;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
[UnsupportedOSPlatform("windows")]
public sealed class FoldersTests
{
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [TestMethod]
    public async Task FirstClosed_FolderOnTheWayIsClosed_NamesIt()
    {
        await using var lab = new PostgresLab();
        Directory.CreateDirectory(lab.In("a/b"));
        Folders.SetMode(lab.Root, Closed | UnixFileMode.OtherExecute);
        Folders.SetMode(lab.In("a"), Closed);

        Folders.FirstClosed(lab.In("a/b/missing")).Should().Be(lab.In("a"));
    }

    [TestMethod]
    public async Task Create_ServerRunsAsAnotherUser_LetsThatUserThroughWhateverTheUmask()
    {
        await using var lab = new PostgresLab();

        Folders.Create(lab.In("a/b"), new ServerUser("somebody", 1, 1));

        Folders.FirstClosed(lab.In("a/b")).Should().BeNull();
    }

    [TestMethod]
    public async Task Create_ServerRunsAsTheHost_KeepsOthersOut()
    {
        await using var lab = new PostgresLab();

        Folders.Create(lab.In("a/b"), ServerUser.Own);

        File.GetUnixFileMode(lab.In("a")).Should().Be(Closed);
    }
}
