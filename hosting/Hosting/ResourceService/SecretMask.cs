using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.ResourceService;

/// <summary>
/// Says what may be shown of a value. What the model calls a secret is one, and so is what looks like one by its name or its form;
/// of addresses and connection strings all but the secret parts is shown, and those are told by a list of what is none.
/// </summary>
internal sealed partial class SecretMask(DistributedApplicationModel model)
{
    public const string Hidden = "●●●";

    /// <summary>A shorter secret is found in too many innocent texts.</summary>
    private const int ShortestKnown = 6;

    private static readonly HashSet<string> ShownKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "host", "server", "data source", "port", "database", "initial catalog", "username", "user", "user id", "ssl mode", "sslmode", "timeout",
        "command timeout", "pooling", "minimum pool size", "maximum pool size", "application name", "include error detail", "multiplexing",
    };

    private readonly Lazy<string[]> _known = new(() => [.. FindSecrets(model)]);

    /// <summary>What may be shown.</summary>
    /// <param name="name">The name of the variable or property; empty for an argument.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isSensitive">Whether the model says that there is a secret in it.</param>
    /// <returns>The value itself, or what remains of a secret: null where nothing does.</returns>
    public (string? Shown, bool IsSecret) Apply(string name, string value, bool isSensitive)
    {
        if (!isSensitive && !IsSecretName(name, value) && !HasSecretForm(value) && !HoldsKnown(value))
        {
            return (value, IsSecret: false);
        }

        var shown = ShowAddress(value) ?? ShowConnectionString(value);
        return (shown is null || HoldsKnown(shown) ? null : shown, IsSecret: true);
    }

    /// <summary>An address without the password in it.</summary>
    public static string ShowUrl(string url) => UserInfo().Replace(url, $"${{before}}{Hidden}@");

    private bool HoldsKnown(string value) => _known.Value.Any(secret => value.Contains(secret, StringComparison.Ordinal));

    private static bool IsSecretName(string name, string value) =>
        SecretName().IsMatch(name) && value.Length > 0 && !bool.TryParse(value, out _) && !value.All(char.IsAsciiDigit);

    private static bool HasSecretForm(string value) => UserInfo().IsMatch(value) || SecretPair().IsMatch(value);

    private static string? ShowAddress(string value) =>
        UserInfo().IsMatch(value) && !value.Contains('?', StringComparison.Ordinal) && !value.Contains(';', StringComparison.Ordinal) ? ShowUrl(value) : null;

    private static string? ShowConnectionString(string value)
    {
        var pairs = Pair().Matches(value);
        return pairs.Count < 2 || pairs.Sum(pair => pair.Length) != value.Length
            ? null
            : string.Concat(pairs.Select(pair => ShownKeys.Contains(pair.Groups["key"].Value.Trim())
                ? pair.Value
                : $"{pair.Groups["key"].Value}={Hidden}{pair.Groups["end"].Value}"));
    }

    private static IEnumerable<string> FindSecrets(DistributedApplicationModel model)
    {
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            string? value;
            try
            {
                value = parameter.CurrentValue;
            }
            catch (MissingParameterValueException)
            {
                continue; // Nothing to hide.
            }

            if (value is { Length: >= ShortestKnown })
            {
                yield return value;
            }
        }
    }

    [GeneratedRegex(
        "passw|secret|token|credential|connectionstring|api_?key|private_?key|(^|[^a-z])pwd$|(^|_)key$|_headers$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SecretName();

    /// <summary>The part of an address between its scheme and the last @ before its path.</summary>
    [GeneratedRegex(@"(?<before>://[^/\s:@?#]*:)[^/\s?#]*@", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"(^|[;&?,\s-])(password|pwd|passwd|secret|token|api[-_ ]?key|access[-_ ]?key)\s*=\s*[^;&\s]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex SecretPair();

    /// <summary>A part of a connection string; a value in quotes may hold semicolons, and its quotes are doubled.</summary>
    [GeneratedRegex(
        """\G(?<key>[^=;"']+)=(?<value>\s*"([^"]|"")*"\s*|\s*'([^']|'')*'\s*|[^;"']*)(?<end>;|$)""", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pair();
}
