namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can be had while the application runs and named in a manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}
