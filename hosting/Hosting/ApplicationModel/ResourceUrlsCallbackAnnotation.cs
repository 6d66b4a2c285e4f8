namespace Aspire.Hosting.ApplicationModel;

/// <summary>Shapes the URLs that are shown for a resource, once its endpoints are allocated.</summary>
public sealed class ResourceUrlsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Shapes the URLs.</summary>
    /// <param name="callback">Changes the list of the context.</param>
    public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>Shapes the URLs, perhaps after a wait.</summary>
    /// <param name="callback">Changes the list of the context.</param>
    public ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Shapes the URLs.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; }
}
