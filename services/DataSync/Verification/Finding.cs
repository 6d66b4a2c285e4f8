using Migration.DataSync.Databases;

namespace Migration.DataSync.Verification;

/// <summary>One listing that is not the same everywhere.</summary>
/// <param name="Id">The listing.</param>
/// <param name="Verdict">DRIFT or UNRESOLVED.</param>
/// <param name="What">missing_in_microservice, missing_in_monolith, differs, missing_in_index, stale_in_index, extra_in_index.</param>
/// <param name="Fields">Which values differ; with images the image's id is in the name.</param>
/// <param name="Repair">Statements for the database; each may run again.</param>
internal sealed record Finding(long Id, string Verdict, string What, IReadOnlyList<FieldDifference> Fields, IReadOnlyList<string> Repair)
{
    /// <summary>Whose statements they are: listings-db, or svetubd for what the microservice has made.</summary>
    public string Database { get; init; } = DatabasePair.TargetName;
}
