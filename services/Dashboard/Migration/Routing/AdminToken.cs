using Migration.Dashboard.Migrating.Sources;

namespace Migration.Dashboard.Migrating.Routing;

/// <summary>
/// The token by which the monolith knows an administrator: a configured one, else one that a development environment issues to anybody
/// who asks. It never leaves this process but to the monolith.
/// </summary>
internal sealed class AdminToken(SourceAddresses addresses, SourceClient monolith, TimeProvider time) : IDisposable
{
    /// <summary>Renewed that long before its end, so that none ends on its way.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private string? _issued;
    private DateTimeOffset _until;

    /// <exception cref="SourceException">There is none, and the message says how to give one.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (addresses.AdminToken is { } configured)
        {
            return configured;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return _issued is { } token && time.GetUtcNow() < _until ? token : await IssueAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The monolith does not know it any more: its keys are others.</summary>
    public void Forget() => _issued = null;

    public void Dispose() => _one.Dispose();

    private async Task<string> IssueAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new SourceRequest(HttpMethod.Post, "/api/v1/auth/token") { Body = new { email = addresses.AdminEmail } };
            var answer = await monolith.SendAsync<TokenAnswer>(request, cancellationToken);
            _until = time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn) - s_margin;
            return _issued = answer.AccessToken;
        }
        catch (SourceException refused) when (refused.Status == StatusCodes.Status404NotFound)
        {
            throw new SourceException(
                $"The monolith issues no development tokens: set {SourceAddresses.Section}:AdminToken to a token of an administrator.", refused);
        }
    }
}
