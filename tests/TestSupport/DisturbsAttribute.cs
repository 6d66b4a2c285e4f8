namespace Migration.TestSupport;

/// <summary>
/// The check breaks, moves, loads or writes what others use. In an environment that was deployed by others it is NOT-RUN, unless the setting
/// <c>Target:Allow</c> names it or its suite.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DisturbsAttribute : Attribute
{
    /// <summary>Whether it needs proxies on the roads between the parts, to cut and to distort them.</summary>
    public bool Roads { get; set; }

    /// <summary>Whether it needs somebody who stops and starts the parts.</summary>
    public bool Resources { get; set; }
}
