using System.Globalization;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The user that the server runs as. PostgreSQL refuses to run as root.</summary>
/// <param name="Name">Its name when the host, being root, must switch to it; null when the host's own user will do.</param>
/// <param name="UserId">Its numeric id; meaningless without a name.</param>
/// <param name="GroupId">The numeric id of its first group; meaningless without a name.</param>
internal sealed record ServerUser(string? Name, uint UserId, uint GroupId)
{
    // In order of preference. Both exist on any Linux with or without an installed PostgreSQL.
    private static readonly string[] UnprivilegedNames = ["postgres", "nobody"];

    /// <summary>No switch: the server runs as whoever runs the host.</summary>
    public static ServerUser Own { get; } = new(null, 0, 0);

    /// <summary>Whether the host's own permissions are wider than the server's.</summary>
    public bool IsSwitched => Name is not null;

    /// <exception cref="PostgresStartException">The host runs as root and there is no user to switch to.</exception>
    public static ServerUser Find() => Environment.IsPrivilegedProcess ? FindUnprivileged(File.ReadLines("/etc/passwd")) : Own;

    /// <param name="passwdLines">Lines such as <c>postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash</c>.</param>
    internal static ServerUser FindUnprivileged(IEnumerable<string> passwdLines)
    {
        var users = new Dictionary<string, ServerUser>(StringComparer.Ordinal);
        foreach (var fields in passwdLines.Select(line => line.Split(':')))
        {
            // macOS gives nobody the id -2, which the kernel sees as 4294967294.
            if (fields.Length >= 4
                && int.TryParse(fields[2], CultureInfo.InvariantCulture, out var userId)
                && int.TryParse(fields[3], CultureInfo.InvariantCulture, out var groupId)
                && userId != 0)
            {
                users.TryAdd(fields[0], new ServerUser(fields[0], unchecked((uint)userId), unchecked((uint)groupId)));
            }
        }

        return UnprivilegedNames.Select(users.GetValueOrDefault).FirstOrDefault(user => user is not null)
            ?? throw new PostgresStartException(
                "PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor 'nobody' to run it as.",
                "Create one (useradd --system postgres), or run as an ordinary user.");
    }
}
