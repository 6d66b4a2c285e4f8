namespace Migration.Hosting.Runtime;

/// <summary>
/// Stand-ins for what differs between the instances of a resource. The model writes them into environment variables and arguments,
/// the engine replaces them when it starts an instance.
/// </summary>
internal static class InstanceTokens
{
    /// <summary>The suffix of the instance's id, used as <c>service.instance.id</c>.</summary>
    public const string InstanceSuffix = "{{migration:instance}}";

    /// <summary>The port that this instance has to listen on for one of the resource's endpoints.</summary>
    public static string TargetPort(string endpointName) => $"{{{{migration:port:{endpointName}}}}}";
}
