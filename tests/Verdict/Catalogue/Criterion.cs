using Migration.TestSupport.Measuring;
using Migration.Verdict.Model;

namespace Migration.Verdict.Catalogue;

/// <summary>Something that must hold before traffic is moved. It rests on checks, or on what a suite has measured.</summary>
/// <param name="Id">Stable: reports are compared by it.</param>
/// <param name="Title">For readers.</param>
/// <param name="Severity">What it means if it does not pass.</param>
internal sealed record Criterion(string Id, string Title, Severity Severity)
{
    /// <value>Selects the checks, by suite and number.</value>
    public required Func<SuiteDefinition, CheckDefinition, bool> Rests { get; init; }

    /// <value>What must have been measured by these checks; null if that they pass is enough.</value>
    public Measure? Measure { get; init; }

    /// <value>Whether it only informs where it could not be run, because what it asks for is not configured.</value>
    public bool MayBeAbsent { get; init; }
}
