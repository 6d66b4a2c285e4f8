using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Runs statements on a data folder that no server has open, as its superuser and without a password: <c>postgres --single</c>, which
/// reads statements from standard input, one a line. Ends by itself at the end of its input, so also when the host dies; its mark makes
/// the reaper wait for that before it deletes the folder.
/// </summary>
internal sealed class SingleUserSession(PostgresBinaries binaries, ServerUser user, EnvironmentMark mark)
{
    public const string BootstrapUser = "postgres";
    public const string BootstrapDatabase = "postgres";
    private const string DuplicateDatabase = "42P04";

    /// <summary>
    /// Lets the request's user in with the request's password and no other, and gives it a database of its name. Done at every start
    /// that does not find just this already: a lost or changed password never locks anybody out of a data folder.
    /// </summary>
    /// <exception cref="PostgresStartException">The data folder cannot be used, or the name or password is refused.</exception>
    public async Task SetPasswordAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        if (request.Password.Length == 0 || request.Password.Contains('\0', StringComparison.Ordinal))
        {
            throw new PostgresStartException(
                $"The password of user '{request.UserName}' is empty or holds a NUL character, and PostgreSQL takes neither.",
                "Give the password parameter another value.");
        }

        var role = SqlText.Identifier(request.UserName);
        string[] statements =
        [
            $"DO $do$BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {SqlText.Literal(request.UserName)}) THEN CREATE ROLE {role}; END IF; END$do$",
            $"ALTER ROLE {role} SUPERUSER LOGIN REPLICATION CONNECTION LIMIT -1 VALID UNTIL 'infinity' PASSWORD {SqlText.Literal(request.Password)}",
            $"CREATE DATABASE {role}",

            // The tables then stay as they are, byte for byte, until somebody changes what they say: see LoginRecord.
            "VACUUM (FREEZE) pg_catalog.pg_authid",
            "VACUUM (FREEZE) pg_catalog.pg_database",
        ];

        var (exitCode, messages) = await RunAsync(request, statements, cancellationToken);
        var errors = messages.Where(IsError).ToArray();
        if (exitCode != 0 || errors.Length > 0)
        {
            var shown = errors.Length > 0 ? errors : [.. messages.TakeLast(4)];
            throw new PostgresStartException(
                $"Data folder '{request.Folder}' cannot be opened: {string.Join(' ', shown)} (exit code {exitCode}).", Cure(request, messages));
        }
    }

    // 2026-11-22 23:19:44.911 UTC [9835] ERROR:  42P04: database "app" already exists
    private static bool IsError(string line) =>
        (line.Contains("ERROR:  ", StringComparison.Ordinal)
            || line.Contains("FATAL:  ", StringComparison.Ordinal)
            || line.Contains("PANIC:  ", StringComparison.Ordinal))
        && !line.Contains($"ERROR:  {DuplicateDatabase}:", StringComparison.Ordinal);

    private string Cure(ServerRequest request, IReadOnlyList<string> messages) =>
        messages.Any(line => line.Contains("wrong ownership", StringComparison.Ordinal))
            ? $"Give it to the server's user (chown -R {user.Name ?? Environment.UserName}: '{request.Folder}'), or run as the user that owns it."
            : "Cure what the message names, or delete the folder to start with an empty one.";

    private async Task<(int ExitCode, IReadOnlyList<string> Messages)> RunAsync(
        ServerRequest request, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(request) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new PostgresStartException(
                $"'{binaries.Postgres}' cannot be started: {failure.Message}.", "Check that it may be executed.", failure);
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var messages = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, statements);
            await process.WaitForExitAsync(cancellationToken);
            await output;
            return (process.ExitCode, (await messages).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (OperationCanceledException)
        {
            // Its death is a crash like any other: the next start recovers.
            process.Kill();
            throw;
        }
    }

    private static async Task WriteAsync(Process process, IReadOnlyList<string> statements)
    {
        try
        {
            foreach (var statement in statements)
            {
                await process.StandardInput.WriteAsync($"{statement}\n");
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; its exit code and messages say why.
        }
    }

    private ProcessStartInfo StartInfo(ServerRequest request)
    {
        var start = new ProcessStartInfo(binaries.Postgres)
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        if (user.Name is { } name)
        {
            start.UserName = name;
        }

        foreach (var (variable, value) in ServerEnvironment.For(user, request.Folder))
        {
            if (value is null)
            {
                start.Environment.Remove(variable);
            }
            else
            {
                start.Environment[variable] = value;
            }
        }

        start.Environment[EnvironmentMark.VariableName] = mark.Id;
        string[] arguments =
        [
            "--single", .. ClusterSettings.Shared(request.Folder, request.IsDurable),

            // Codes tell an existing database from a real error; a failed statement must not be written to the log, password and all.
            "--log_error_verbosity=verbose", "--log_min_error_statement=panic", "--log_min_messages=warning", "--log_statement=none",
            "--log_min_duration_statement=-1", "--logging_collector=off", "--log_destination=stderr",
            "--password_encryption=scram-sha-256", "template1",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
