using System.Data.Common;
using System.Net.Sockets;
using Migration.TestSupport.Environments;
using Migration.Verdict.Model;
using Npgsql;

namespace Migration.Verdict.Running;

/// <summary>
/// Asks each address of a given environment whether anybody is there, before minutes are spent: an environment that cannot be reached is no
/// environment that fails.
/// </summary>
internal static class TargetProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="NoVerdictException">Names every setting whose address does not answer, with the reason.</exception>
    public static async Task RequireAsync(EnvironmentTarget target, CancellationToken cancellationToken)
    {
        var addresses = target.Addresses;
        var problems = await Task.WhenAll(
            ConnectAsync("Monolith", addresses.Monolith, cancellationToken),
            ConnectAsync("Listings", addresses.Listings, cancellationToken),
            ConnectAsync("Search", addresses.Search, cancellationToken),
            ConnectAsync("DataSync", addresses.DataSync, cancellationToken),
            ConnectAsync("FaultProxy", addresses.FaultProxy, cancellationToken),
            OpenAsync("MonolithDatabase", addresses.MonolithDatabase, cancellationToken),
            OpenAsync("ListingsDatabase", addresses.ListingsDatabase, cancellationToken));
        var found = problems.OfType<string>().ToList();
        if (found.Count > 0)
        {
            throw new NoVerdictException($"The target cannot be judged. {string.Join(" ", found)} Set these to where the environment answers, with credentials that it takes.");
        }
    }

    private static async Task<string?> ConnectAsync(string setting, Uri? address, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return null;
        }

        using var client = new TcpClient();
        return await TryAsync(setting, address.ToString(), token => client.ConnectAsync(address.Host, address.Port, token).AsTask(), cancellationToken);
    }

    /// <summary>What is said of a connection string holds no password.</summary>
    private static async Task<string?> OpenAsync(string setting, string connectionString, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        }
        catch (ArgumentException exception)
        {
            return $"Target:{setting} is no connection string: {exception.Message}";
        }

        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        return await TryAsync(setting, $"{settings.Host}:{settings.Port}/{settings.Database} as {settings.Username}", connection.OpenAsync, cancellationToken);
    }

    private static async Task<string?> TryAsync(string setting, string where, Func<CancellationToken, Task> connect, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await connect(limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"Target:{setting} ({where}) does not answer within {Patience.TotalSeconds} s.";
        }
        catch (Exception exception) when (exception is SocketException or DbException)
        {
            return $"Target:{setting} ({where}): {exception.Message.TrimEnd('.')}.";
        }
    }
}
