using System.Globalization;
using Aspire.Hosting;

namespace Migration.Hosting.Runtime.SingleInstance;

/// <summary>
/// A file that only one host at a time can hold open. The kernel lets go of it with the process, so a file left behind by a killed
/// host locks nobody out.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    /// <param name="path">The file.</param>
    /// <param name="appHostDirectory">What the application is called in the message: the folder of its project.</param>
    /// <exception cref="DistributedApplicationException">Another host holds the lock; the message gives its process id.</exception>
    public static InstanceLock Take(string path, string appHostDirectory)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            throw new DistributedApplicationException(
                $"The application '{appHostDirectory}' already runs as process {ReadHolder(path)}. Stop that one first (Ctrl-C in its terminal), or run the "
                + "other one from its own checkout.",
                exception);
        }

        File.WriteAllText(GetHolderPath(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new InstanceLock(file);
    }

    public void Dispose() => _file.Dispose();

    // A file of its own: while the lock is held, its file cannot be read either.
    private static string GetHolderPath(string path) => Path.ChangeExtension(path, ".pid");

    private static string ReadHolder(string path)
    {
        try
        {
            return File.ReadAllText(GetHolderPath(path));
        }
        catch (IOException)
        {
            return "unknown"; // The other one has only just begun.
        }
    }
}
