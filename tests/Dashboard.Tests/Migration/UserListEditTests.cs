using Migration.Dashboard.Migrating.Changes;

namespace Migration.Dashboard.Tests.Migrating;

[TestClass]
public sealed class UserListEditTests
{
    private static readonly long[] s_list = [1, 2, 3];

    [TestMethod]
    [DataRow("4", "", "1,2,3,4")]
    [DataRow("5, 4;\n6\t4", null, "1,2,3,5,4,6")]
    [DataRow("", "2", "1,3")]
    [DataRow("9", "1 3", "2,9")]
    [DataRow("", "all", "")]
    [DataRow("7", " All ", "7")]
    [DataRow("2 7", "all", "2,7")]
    [DataRow("3 4", "", "1,2,3,4")]
    public void Of_WhatIsTyped_IsTheListAfterwards(string add, string? takeOff, string expected)
    {
        var edited = UserListEdit.Of(s_list, add, takeOff);

        edited.Problem.Should().BeNull();
        string.Join(',', edited.Value!).Should().Be(expected);
    }

    [TestMethod]
    [DataRow("4 x", "", "Add users: “x” is no user. Users are whole numbers above 0.")]
    [DataRow("-1", "", "Add users: “-1” is no user. Users are whole numbers above 0.")]
    [DataRow("0", "", "Add users: “0” is no user. Users are whole numbers above 0.")]
    [DataRow("1.5", "", "Add users: “1.5” is no user. Users are whole numbers above 0.")]
    [DataRow("99999999999999999999", "", "Add users: “99999999999999999999” is no user. Users are whole numbers above 0.")]
    [DataRow("", "1, everybody", "Take off: “everybody” is no user. Users are whole numbers above 0.")]
    [DataRow("", "1 9", "Take off: user 9 is not on the list.")]
    [DataRow("", "", "Add users, Take off: nothing would be another than it is.")]
    [DataRow("1 2", "", "Add users, Take off: nothing would be another than it is.")]
    [DataRow("1 2 3", "all", "Add users, Take off: nothing would be another than it is.")]
    [DataRow("2", "2", "Add users, Take off: nothing would be another than it is.")]
    public void Of_WhatCannotBeDone_NamesTheFieldAndChangesNothing(string add, string takeOff, string expected)
        => UserListEdit.Of(s_list, add, takeOff).Should().Be(new Edited<IReadOnlyList<long>>(null, expected));
}
