using System.Globalization;
using System.Text.RegularExpressions;

namespace Migration.Hosting.PostgreSQL;

/// <summary>A server version: <c>15.18</c>, or <c>18beta1</c> with minor version 0.</summary>
internal readonly partial record struct PostgresVersion(int Major, int Minor, string Text)
{
    /// <summary>The oldest major version with all that the replication code relies on.</summary>
    public const int OldestSupported = 14;

    /// <summary>Reads the output of <c>postgres --version</c>, such as <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    public static bool TryParse(string output, out PostgresVersion version)
    {
        var match = VersionPattern().Match(output);
        version = default;
        if (!match.Success || !int.TryParse(match.Groups["major"].Value, CultureInfo.InvariantCulture, out var major))
        {
            return false;
        }

        _ = int.TryParse(match.Groups["minor"].Value, CultureInfo.InvariantCulture, out var minor);
        version = new PostgresVersion(major, minor, match.Groups["text"].Value);
        return true;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"\(PostgreSQL\) (?<text>(?<major>[0-9]+)(\.(?<minor>[0-9]+))?[^\s]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
