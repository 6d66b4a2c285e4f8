namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>The resources and values that this one is made of.</summary>
    IEnumerable<object> References { get; }
}
