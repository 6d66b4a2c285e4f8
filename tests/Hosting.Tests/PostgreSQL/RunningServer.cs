using System.Collections.Concurrent;
using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime.Processes;
using Npgsql;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>A real server, and how to talk to it.</summary>
internal sealed class RunningServer(ServerRequest request, NativeServer server) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = [];
    private IProcessHandle? _process;

    public string ConnectionString => ServerConnection.For(request);

    public IProcessHandle Process => _process!;

    public string Log => string.Join('\n', _log);

    public async Task StartAsync(IProcessRunner processes, CancellationToken cancellationToken, Func<Task>? prepared = null)
    {
        var launch = await server.PrepareAsync(request, cancellationToken);
        await (prepared?.Invoke() ?? Task.CompletedTask);
        _process = processes.Start(launch, line => _log.Enqueue(line.Text));
        while (!await server.WaitUntilListeningAsync(cancellationToken))
        {
            _process.Exited.IsCompleted.Should().BeFalse("the server must come up, but said {0}", Log);
        }
    }

    public void ReleaseFolder() => server.Dispose();

    public async Task<string?> AskAsync(string sql, CancellationToken cancellationToken, string? database = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        settings.Database = database ?? settings.Database;
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(cancellationToken))?.ToString();
    }

    public Task<int> StopAsync() => Process.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(CancellationToken.None);
            await _process.DisposeAsync();
        }

        server.Dispose();
    }
}
