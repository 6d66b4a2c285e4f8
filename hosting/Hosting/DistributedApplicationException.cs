namespace Aspire.Hosting;

/// <summary>An error in the model or in what the engine does with it; the message is written for the one who runs the application.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates the error without a message.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what cures it.</param>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    /// <param name="message">What is wrong and what cures it.</param>
    /// <param name="inner">The cause.</param>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
