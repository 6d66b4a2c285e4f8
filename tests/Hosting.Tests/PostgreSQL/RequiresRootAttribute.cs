namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>Only root can run a server as somebody else.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresRootAttribute : ConditionBaseAttribute
{
    public RequiresRootAttribute()
        : base(ConditionMode.Include) => IgnoreMessage = "needs root";

    public override string GroupName => nameof(RequiresRootAttribute);

    public override bool IsConditionMet => Environment.IsPrivilegedProcess;
}
