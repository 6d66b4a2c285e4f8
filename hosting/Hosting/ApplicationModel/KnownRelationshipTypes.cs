namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of relations that the engine records itself.</summary>
internal static class KnownRelationshipTypes
{
    internal const string Parent = "Parent";
    internal const string Reference = "Reference";
    internal const string WaitFor = "WaitFor";
}
