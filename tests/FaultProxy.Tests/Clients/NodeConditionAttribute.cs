namespace Migration.FaultProxy.Tests.Clients;

/// <summary>Skips where there is no Node, which nothing else of this project needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeConditionAttribute : ConditionBaseAttribute
{
    public NodeConditionAttribute()
        : base(ConditionMode.Include) => IgnoreMessage = "node and npm are not on PATH";

    public override string GroupName => "Node";

    public override bool IsConditionMet => NodePrograms.Find("node") is not null && NodePrograms.Find("npm") is not null;
}
