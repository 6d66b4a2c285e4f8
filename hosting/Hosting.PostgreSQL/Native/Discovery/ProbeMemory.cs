using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Remembers what <c>postgres --version</c> said, for as long as the program stays the same file: running it to ask costs a start some
/// hundredths of a second.
/// </summary>
/// <param name="directory">The folder of the cache; made when something is kept.</param>
/// <param name="user">The user that ran it: what one may run, another may not.</param>
internal sealed class ProbeMemory(string directory, ServerUser user)
{
    /// <summary>The answer that is kept; null when there is none, or the program has changed since.</summary>
    /// <param name="program">The absolute path of the program.</param>
    public string? Find(string program)
    {
        var file = FileOf(program);
        if (!File.Exists(file))
        {
            return null;
        }

        var stamp = StampOf(program);
        var kept = File.ReadAllText(file);
        return kept.StartsWith(stamp, StringComparison.Ordinal) ? kept[stamp.Length..] : null;
    }

    public void Keep(string program, string answer)
    {
        try
        {
            Folders.Create(directory, user);

            // Moved over the old one: another host sees the one or the other, never a half.
            var file = FileOf(program);
            var written = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(written, StampOf(program) + answer);
            File.Move(written, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time and nothing else.
        }
    }

    private static string StampOf(string program)
    {
        var file = new FileInfo(program);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}\n");
    }

    private string FileOf(string program)
    {
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{program}\n{user.Name}")))[..12];
        return Path.Combine(directory, $"version-{identity}");
    }
}
