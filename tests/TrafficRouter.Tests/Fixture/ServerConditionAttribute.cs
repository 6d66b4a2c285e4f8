namespace Migration.TrafficRouter.Tests.Fixture;

/// <summary>
/// The tests that need a database server. <c>WITHOUT_SERVER=1</c> leaves them out: whoever changes the code a thousand times over and tests
/// each change does not want to start a server as often.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ServerConditionAttribute : ConditionBaseAttribute
{
    public ServerConditionAttribute()
        : base(ConditionMode.Include) => IgnoreMessage = "WITHOUT_SERVER is set";

    public override string GroupName => "Server";

    public override bool IsConditionMet => Environment.GetEnvironmentVariable("WITHOUT_SERVER") != "1";
}
