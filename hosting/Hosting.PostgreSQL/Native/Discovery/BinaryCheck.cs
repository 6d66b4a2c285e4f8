namespace Migration.Hosting.PostgreSQL;

/// <summary>What became of looking into one folder: usable programs, or why they are not.</summary>
/// <param name="Directory">The folder looked into.</param>
/// <param name="Binaries">The programs; null when they cannot be used.</param>
/// <param name="Problem">Why they cannot be used, without a full stop; empty when they can.</param>
internal sealed record BinaryCheck(string Directory, PostgresBinaries? Binaries, string Problem)
{
    public static BinaryCheck Usable(PostgresBinaries binaries) => new(binaries.Directory, binaries, string.Empty);

    public static BinaryCheck Refused(string directory, string problem) => new(directory, null, problem);
}
