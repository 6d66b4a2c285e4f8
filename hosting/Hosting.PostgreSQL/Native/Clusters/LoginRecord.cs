using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Migration.Hosting.PostgreSQL;

/// <summary>
/// Remembers with which password a data folder lets which user in, so that a start need not set it again. It holds for the very
/// bytes of the tables of roles and databases alone: whatever changes them, the record is void.
/// </summary>
/// <param name="folder">The data folder.</param>
internal sealed class LoginRecord(string folder)
{
    public const string FileName = "migration.login";

    private const int ControlStateOffset = 16;
    private const int ControlStateShutDown = 1;
    private const int Iterations = 4096; // As many as PostgreSQL spends on the verifiers in the first of these files.
    private const int HashBytes = 32;

    // pg_authid and pg_database under the names that initdb gives them, and the map that would tell of others.
    private static readonly string[] Tables = ["global/1260", "global/1262", "global/pg_filenode.map"];

    private string Path => System.IO.Path.Combine(folder, FileName);

    /// <summary>Whether the folder was shut down in order and lets the request's user in with the request's password.</summary>
    public bool Holds(ServerRequest request)
    {
        if (!File.Exists(Path) || Compute(request) is not { } expected)
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(File.ReadAllBytes(Path), expected);
    }

    /// <summary>Writes down what was just set and is on disk.</summary>
    public void Write(ServerRequest request)
    {
        if (Compute(request) is not { } content)
        {
            File.Delete(Path);
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(Path, options);
        file.Write(content);
    }

    // Null where the files on disk do not tell: not all there, or changes to them still wait in the log.
    private byte[]? Compute(ServerRequest request)
    {
        if (!IsShutDown() || !Array.TrueForAll(Tables, table => File.Exists(In(table))))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables)
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(In(table))));
        }

        var login = Encoding.UTF8.GetBytes($"{request.UserName}\0{request.Password}");
        return Rfc2898DeriveBytes.Pbkdf2(login, hash.GetHashAndReset(), Iterations, HashAlgorithmName.SHA256, HashBytes);
    }

    // pg_control: the system's identifier (8 bytes), two version numbers (4 each), then the state.
    private bool IsShutDown()
    {
        var control = In("global/pg_control");
        if (File.Exists(In(PostmasterPidFile.FileName)) || !File.Exists(control))
        {
            return false;
        }

        var bytes = File.ReadAllBytes(control).AsSpan();
        if (bytes.Length < ControlStateOffset + sizeof(int))
        {
            return false;
        }

        var state = bytes[ControlStateOffset..];
        return ControlStateShutDown
            == (BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt32LittleEndian(state) : BinaryPrimitives.ReadInt32BigEndian(state));
    }

    private string In(string name) => System.IO.Path.Combine(folder, name);
}
