namespace Aspire.Hosting.Eventing;

/// <summary>How subscribers are called.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after another; the publisher waits, and the first error ends it.</summary>
    BlockingSequential = 0,

    /// <summary>All at once; the publisher waits for all.</summary>
    BlockingConcurrent = 1,

    /// <summary>One after another; the publisher does not wait, and errors are logged.</summary>
    NonBlockingSequential = 2,

    /// <summary>All at once; the publisher does not wait, and errors are logged.</summary>
    NonBlockingConcurrent = 3,
}
