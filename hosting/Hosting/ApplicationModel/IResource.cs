namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: something to start, or a value that others refer to.</summary>
public interface IResource
{
    /// <summary>The name, unique in the model without regard to case: 1 to 64 ASCII letters, digits and hyphens, starting with a letter.</summary>
    string Name { get; }

    /// <summary>Everything that the model knows about the resource beyond its type.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
