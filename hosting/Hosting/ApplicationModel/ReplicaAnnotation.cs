using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of the resource run.</summary>
/// <param name="replicas">The number.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Replicas = {Replicas}")]
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number of processes.</summary>
    public int Replicas { get; } = replicas;
}
