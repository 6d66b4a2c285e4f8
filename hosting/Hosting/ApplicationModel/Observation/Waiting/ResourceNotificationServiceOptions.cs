namespace Aspire.Hosting.ApplicationModel;

/// <summary>Settings of <see cref="ResourceNotificationService"/>.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>
    /// What a wait does where nothing was said: <see cref="WaitBehavior.StopOnResourceUnavailable"/> without a dashboard (nobody
    /// could start the resource again), else <see cref="WaitBehavior.WaitOnResourceUnavailable"/>.
    /// </summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
