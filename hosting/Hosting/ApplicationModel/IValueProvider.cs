namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that becomes known while the application starts.</summary>
public interface IValueProvider
{
    /// <summary>Waits until the value is known and returns it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value, or null when there is none.</returns>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until the value is known and returns it as the asking resource sees it.</summary>
    /// <param name="context">Who asks, and for what.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value, or null when there is none.</returns>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}
