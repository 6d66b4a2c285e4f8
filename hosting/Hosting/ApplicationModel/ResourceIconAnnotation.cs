using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The icon that is shown for a resource.</summary>
/// <param name="iconName">The name of a Fluent UI system icon.</param>
/// <param name="iconVariant">How it is drawn.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, IconName = {IconName}, IconVariant = {IconVariant}")]
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>The name of a Fluent UI system icon.</summary>
    public string IconName { get; } = iconName ?? throw new ArgumentNullException(nameof(iconName));

    /// <summary>How it is drawn.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}
