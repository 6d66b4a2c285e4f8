namespace Migration.Verdict.Model;

/// <summary>What a criterion that does not pass means.</summary>
internal enum Severity
{
    Blocking,

    /// <summary>GO, with findings.</summary>
    NonBlocking,

    Informational,
}
