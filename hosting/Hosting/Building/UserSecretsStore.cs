using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Migration.Hosting.Building;

/// <summary>The file that <c>dotnet user-secrets</c> keeps: one JSON object whose keys are those of the configuration.</summary>
/// <param name="path">The full path of the file; it and its folder are made when needed.</param>
internal sealed class UserSecretsStore(string path)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    internal static UserSecretsStore Of(string userSecretsId) => new(PathHelper.GetSecretsPathFromSecretsId(userSecretsId));

    /// <summary>Returns the value that is kept, or makes one and keeps it. Two processes that ask at once get the same.</summary>
    /// <exception cref="DistributedApplicationException">The file cannot be read or written.</exception>
    internal string GetOrAdd(string key, Func<string> makeValue)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var exclusive = LockFile();
            var secrets = Read();
            if (secrets[key] is JsonValue kept && kept.TryGetValue<string>(out var known))
            {
                return known;
            }

            var value = makeValue();
            secrets[key] = value;
            Write(secrets);
            return value;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DistributedApplicationException(
                $"The generated value of '{key}' could not be kept in the user secrets file '{path}': {exception.Message} "
                + $"Make the file readable and writable, or set {key} yourself.",
                exception);
        }
    }

    private FileStream LockFile()
    {
        // Held for milliseconds; a few tries are enough for every AppHost that starts at this moment.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 200)
            {
                Thread.SpinWait(200_000);
            }
        }
    }

    private JsonObject Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        return JsonNode.Parse(File.ReadAllText(path), documentOptions: options) as JsonObject
            ?? throw new JsonException("The file is no JSON object.");
    }

    private void Write(JsonObject secrets)
    {
        // Written beside and moved over, so that a reader sees the old file or the new one and never half of it.
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new StreamWriter(temporary, options))
        {
            stream.Write(secrets.ToJsonString(s_indented));
        }

        File.Move(temporary, path, overwrite: true);
    }
}
