using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Running;

/// <summary>
/// Why the application ended by itself. Whoever finds out that it cannot go on says so here; RunAsync prints the message and sets
/// the exit code.
/// </summary>
internal sealed class RunOutcome(IHostApplicationLifetime lifetime)
{
    private DistributedApplicationException? _failure;

    /// <summary>The first failure; null while there is none.</summary>
    public DistributedApplicationException? Failure => Volatile.Read(ref _failure);

    /// <summary>
    /// Takes the error that the run ended with, once everything has ended. Prints its message and sets the exit code, unless somebody
    /// else, such as a test host, makes it his own.
    /// </summary>
    public Action<DistributedApplicationException> Report { get; set; } = Print;

    /// <summary>Ends the application with an error. The first one counts.</summary>
    public void Fail(DistributedApplicationException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
        {
            lifetime.StopApplication();
        }
    }

    private static void Print(DistributedApplicationException failure)
    {
        Console.Error.WriteLine(failure.Message);
        Environment.ExitCode = 1;
    }
}
