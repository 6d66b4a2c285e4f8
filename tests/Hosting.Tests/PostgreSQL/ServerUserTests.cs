using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

[TestClass]
public sealed class ServerUserTests
{
    private const string Root = "root:x:0:0:root:/root:/bin/bash";
    private const string Nobody = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin";
    private const string Postgres = "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash";

    [TestMethod]
    public void FindUnprivileged_PostgresExists_TakesIt() =>
        ServerUser.FindUnprivileged([Root, Nobody, Postgres]).Should().Be(new ServerUser("postgres", 101, 104));

    [TestMethod]
    public void FindUnprivileged_NoPostgres_TakesNobody() =>
        ServerUser.FindUnprivileged([Root, Nobody]).Should().Be(new ServerUser("nobody", 65534, 65534));

    [TestMethod]
    public void FindUnprivileged_NobodyOfMacOS_WrapsItsNegativeIdAsTheKernelDoes() =>
        ServerUser.FindUnprivileged(["nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false"])
            .Should().Be(new ServerUser("nobody", 4294967294, 4294967294));

    [TestMethod]
    public void FindUnprivileged_Neither_SaysSo()
    {
        var find = () => ServerUser.FindUnprivileged([Root, "", "garbage", "postgres:x:0:0::/:"]);

        find.Should().Throw<PostgresStartException>().Which.Cause.Should().Contain("neither a user 'postgres' nor 'nobody'");
    }
}
