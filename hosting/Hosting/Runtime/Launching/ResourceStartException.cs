using System.Text;
using Aspire.Hosting;

namespace Migration.Hosting.Runtime;

/// <summary>A resource could not start. The message alone is enough to act on: resource, cause, cure, last log lines.</summary>
internal sealed class ResourceStartException : DistributedApplicationException
{
    /// <param name="resourceName">The resource's name in the model.</param>
    /// <param name="cause">What went wrong, one sentence with its full stop.</param>
    /// <param name="cure">What to do about it, one sentence with its full stop.</param>
    /// <param name="lastLogLines">The resource's newest log lines, oldest first; empty when it wrote none.</param>
    /// <param name="innerException">What was caught, if anything.</param>
    public ResourceStartException(
        string resourceName, string cause, string cure, IReadOnlyList<string>? lastLogLines = null, Exception? innerException = null)
        : base(Describe(resourceName, cause, cure, lastLogLines ?? []), innerException!)
    {
        ResourceName = resourceName;
        Cause = cause;
        Cure = cure;
        LastLogLines = lastLogLines ?? [];
    }

    public string ResourceName { get; }

    public string Cause { get; }

    public string Cure { get; }

    public IReadOnlyList<string> LastLogLines { get; }

    /// <summary>Whether it only follows from the failure of another resource, which was told already.</summary>
    public bool IsConsequence { get; init; }

    /// <summary>The same failure with the log lines that its thrower did not have.</summary>
    public ResourceStartException WithLog(IReadOnlyList<string> lastLogLines) =>
        new(ResourceName, Cause, Cure, lastLogLines, InnerException);

    private static string Describe(string resourceName, string cause, string cure, IReadOnlyList<string> lastLogLines)
    {
        var text = new StringBuilder()
            .Append("Resource '").Append(resourceName).Append("' did not start: ").Append(cause).Append(cure.Length > 0 ? " " : string.Empty).Append(cure);
        if (lastLogLines.Count > 0)
        {
            text.Append('\n').Append("Its last log lines:");
            foreach (var line in lastLogLines)
            {
                text.Append('\n').Append("  | ").Append(line);
            }
        }

        return text.ToString();
    }
}
