namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens to annotations of the same type when one is added.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>The new one is added after those that are there.</summary>
    Append = 0,

    /// <summary>Those of exactly the same type are removed first.</summary>
    Replace = 1,
}
