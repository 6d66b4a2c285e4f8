using System.Text.Json;

namespace Migration.Monolith.Auth;

/// <summary>The file that holds the key ring: mode 0600 in a 0700 folder, replaced in one step, changed under a lock file.</summary>
internal sealed class KeyFile(string directory, TimeProvider time)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode MyFolder = Mine | UnixFileMode.UserExecute;

    private readonly string path = Path.Combine(directory, "keyring.json");
    private readonly string lockPath = Path.Combine(directory, "keyring.lock");

    /// <summary>Changes whenever any instance has written the file.</summary>
    public (DateTime Written, long Length) Stamp
    {
        get
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        }
    }

    /// <summary>Creates the folder and keeps other instances from changing the ring while the result is not disposed.</summary>
    public async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, MyFolder);
            }

            return await WaitForLockAsync(cancellationToken);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StartupException(
                $"Setting Auth:KeyDirectory is '{directory}': it cannot be written ({denied.Message}). Name a folder that this user may write.",
                denied);
        }
    }

    public KeyRingDocument? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~MyFolder) != UnixFileMode.None)
        {
            throw new StartupException($"Key file {path} can be read by others: run `chmod 600` on it, or delete it to get a new key.");
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), MonolithJson.Default.KeyRingDocument);
        }
        catch (JsonException broken)
        {
            throw new StartupException(
                $"Key file {path} cannot be read ({broken.Message}): restore it, or delete it to get a new key.", broken);
        }
    }

    public void Write(KeyRingDocument document)
    {
        var fresh = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mine;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, document, MonolithJson.Default.KeyRingDocument);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private async Task<FileStream> WaitForLockAsync(CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        const int Attempts = 200;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(lockPath, options);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another instance holds it for the moment it takes to make a key; the file system offers no event to await.
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
            }
        }
    }
}
