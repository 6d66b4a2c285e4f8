using System.Globalization;
using Microsoft.Extensions.Logging;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Processes;
using Npgsql;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Runs *.sql files on a new data folder, in the order of their names, before anybody else is told of the server. Where the container
/// image would also take other kinds of files, they are refused: passing one over would leave half a database.
/// </summary>
/// <param name="source">A folder of files, or one file.</param>
/// <param name="waitUntilListening">Waits a little until the server lets users in; false when it does not yet.</param>
/// <param name="logger">The server's own log.</param>
internal sealed partial class InitFiles(string source, Func<CancellationToken, Task<bool>> waitUntilListening, ILogger logger)
{
    private const string Extension = ".sql";

    /// <exception cref="PostgresStartException">A file is missing, of another kind, or failed.</exception>
    public async Task RunAsync(ServerRequest request, ProcessLaunch launch, IProcessRunner processes, CancellationToken cancellationToken)
    {
        var files = List();
        await using var server = processes.Start(launch, line => Log.ServerSaid(logger, line.Text));
        await using var connections = NpgsqlDataSource.Create(ServerConnection.For(request));
        await WaitUntilListeningAsync(request, server, cancellationToken);
        foreach (var file in files)
        {
            await RunAsync(file, connections, cancellationToken);
        }

        var exitCode = await server.StopAsync(cancellationToken);
        if (exitCode != 0)
        {
            throw new PostgresStartException(
                $"After the init files the server on '{request.Folder}' ended with exit code {exitCode}.", "Correct what its log names.");
        }
    }

    /// <summary>The files in the order in which they run.</summary>
    internal IReadOnlyList<string> List()
    {
        if (File.Exists(source))
        {
            return [Require(source)];
        }

        return Directory.Exists(source)
            ? [.. Directory.EnumerateFiles(source).Order(StringComparer.Ordinal).Where(IsVisible).Select(Require)]
            : throw new PostgresStartException($"The init files '{source}' do not exist.", "Correct the path given to WithInitFiles.");
    }

    private static bool IsVisible(string file) => Path.GetFileName(file) is not ['.', ..];

    private static string Require(string file) => string.Equals(Path.GetExtension(file), Extension, StringComparison.OrdinalIgnoreCase)
        ? file
        : throw new PostgresStartException(
            $"The init file '{file}' is no {Extension} file, and a native server runs no other kind.",
            $"Turn it into {Extension}, or move it out of the folder given to WithInitFiles.");

    private async Task WaitUntilListeningAsync(ServerRequest request, IProcessHandle server, CancellationToken cancellationToken)
    {
        while (!await waitUntilListening(cancellationToken))
        {
            if (server.Exited.IsCompleted)
            {
                throw new PostgresStartException(
                    $"The server on '{request.Folder}' ended before it could run the init files.", "Correct what its log names.");
            }
        }
    }

    private async Task RunAsync(string file, NpgsqlDataSource connections, CancellationToken cancellationToken)
    {
        Log.Running(logger, file);
        var script = await File.ReadAllTextAsync(file, cancellationToken);
        try
        {
            await using var command = connections.CreateCommand(script);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException failure)
        {
            throw new PostgresStartException(
                $"The init file '{file}' failed{DescribePlace(script, failure)}: {failure.SqlState}: {failure.MessageText}.",
                "Correct the file; the data folder is made anew at the next start.",
                failure);
        }
    }

    private static string DescribePlace(string script, PostgresException failure) => failure.Position > 0
        ? string.Create(CultureInfo.InvariantCulture, $" at line {1 + script.Take(failure.Position - 1).Count(character => character == '\n')}")
        : string.Empty;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "InitFileRunning", Level = LogLevel.Information, Message = "Running init file {File}")]
        public static partial void Running(ILogger logger, string file);

        [LoggerMessage(EventId = 2, EventName = "InitServerSaid", Level = LogLevel.Information, Message = "{Line}")]
        public static partial void ServerSaid(ILogger logger, string line);
    }
}
