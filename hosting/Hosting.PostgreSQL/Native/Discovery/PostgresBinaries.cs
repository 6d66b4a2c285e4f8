namespace Migration.Hosting.PostgreSQL;

/// <summary>A folder with the server's programs, known to run here.</summary>
/// <param name="Directory">The absolute path of the folder that holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Version">What <c>postgres --version</c> said.</param>
internal sealed record PostgresBinaries(string Directory, PostgresVersion Version)
{
    public string Postgres => Path.Combine(Directory, "postgres");

    public string Initdb => Path.Combine(Directory, "initdb");
}
