namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait does when the resource it waits for cannot become available by itself.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting: somebody may start the resource again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Fails.</summary>
    StopOnResourceUnavailable,
}
