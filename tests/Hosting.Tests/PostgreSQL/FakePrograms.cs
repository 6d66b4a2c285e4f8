using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>Shell scripts in the place of real programs.</summary>
internal static class FakePrograms
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Write(string path, string script)
    {
        Folders.Create(Path.GetDirectoryName(path)!, PostgresLab.User);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        Folders.SetMode(path, Executable);
        return path;
    }

    /// <summary>A folder that looks like PostgreSQL's programs of one version.</summary>
    public static string Server(string folder, string version)
    {
        Write(Path.Combine(folder, "postgres"), $"echo 'postgres (PostgreSQL) {version}'");
        Write(Path.Combine(folder, "initdb"), "exit 1");
        return folder;
    }
}
