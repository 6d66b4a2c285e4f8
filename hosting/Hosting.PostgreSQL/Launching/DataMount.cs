using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime.Paths;

namespace Migration.Hosting.PostgreSQL;

/// <summary>What the model says of a server's data: the mount that a container of the PostgreSQL image would have.</summary>
internal static partial class DataMount
{
    private const string Since18 = "/var/lib/postgresql";
    private const string Before18 = "/var/lib/postgresql/data";
    private const int FirstWithNewTarget = 18;

    /// <summary>The path in the container at which the image of the resource keeps its data.</summary>
    public static string Target(PostgresServerResource server)
    {
        var tag = server.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()?.Tag ?? string.Empty;
        return int.TryParse(tag.Split('.', '-')[0], CultureInfo.InvariantCulture, out var major) && major >= FirstWithNewTarget ? Since18 : Before18;
    }

    /// <summary>The folder in which the server keeps its data beyond the end of the environment; null when it keeps none.</summary>
    /// <exception cref="PostgresStartException">The mount cannot be used.</exception>
    public static string? FindFolder(PostgresServerResource server, EnvironmentPaths paths)
    {
        var mount = server.Annotations.OfType<ContainerMountAnnotation>()
            .LastOrDefault(mount => mount.Target.TrimEnd('/') is Since18 or Before18);
        if (mount?.IsReadOnly == true)
        {
            throw new PostgresStartException(
                $"Its data ('{mount.Source}') is mounted read-only, and PostgreSQL always writes to its data.", "Remove isReadOnly: true.");
        }

        if (mount?.Source is not { } source || paths.IsThrowAway)
        {
            return null;
        }

        if (mount.Type == ContainerMountType.BindMount)
        {
            return source;
        }

        return IsVolumeName(source)
            ? Path.Combine(paths.DataDirectory, source)
            : throw new PostgresStartException(
                $"Its volume is named '{source}'.", "Use letters, digits, '_', '.' and '-', beginning with a letter or digit.");
    }

    public static bool IsVolumeName(string name) => VolumeName().IsMatch(name);

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VolumeName();
}
