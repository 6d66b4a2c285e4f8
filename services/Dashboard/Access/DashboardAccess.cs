using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Migration.Dashboard.Access;

/// <summary>
/// Who may look. The token itself never leaves the login link: the cookie holds a value derived from it, which opens the same
/// dashboard again after a restart with the same token, and no other.
/// </summary>
internal sealed class DashboardAccess
{
    public const string ApiKeyHeader = "x-api-key";

    private const int GeneratedTokenDigits = 32;

    private readonly byte[] _apiKey;
    private readonly byte[] _session;

    public DashboardAccess(IOptions<DashboardOptions> options)
    {
        Token = string.IsNullOrWhiteSpace(options.Value.BrowserToken)
            ? RandomNumberGenerator.GetHexString(GeneratedTokenDigits, lowercase: true)
            : options.Value.BrowserToken;
        _apiKey = Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(options.Value.ApiKey) ? Token : options.Value.ApiKey);
        Session = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), "migration-dashboard-session"u8));
        _session = Encoding.UTF8.GetBytes(Session);
    }

    public string Token { get; }

    /// <summary>The cookie's value.</summary>
    public string Session { get; }

    public bool KnowsToken([NotNullWhen(true)] string? token) => token is not null && Same(token, Encoding.UTF8.GetBytes(Token));

    public bool Admits(HttpRequest request)
        => Same(request.Cookies[CookieName(request)], _session) || Same(request.Headers[ApiKeyHeader].ToString(), _apiKey);

    /// <summary>Cookies do not tell ports apart, so the name does: two dashboards on one machine stay logged in side by side.</summary>
    public static string CookieName(HttpRequest request) => $"migration-dashboard-{request.Host.Port ?? 80}";

    private static bool Same(string? sent, byte[] expected)
        => !string.IsNullOrEmpty(sent) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), expected);
}
