using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a parameter its value when none is configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Writes how a deployment makes the value.</summary>
    /// <param name="context">Where to write.</param>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>Makes the value; it may differ at each call.</summary>
    /// <returns>The value.</returns>
    public abstract string GetDefaultValue();
}
