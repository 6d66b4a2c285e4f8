using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The system calls that .NET has no name for.</summary>
internal static partial class SystemCalls
{
    private const int RemoveId = 0;

    /// <exception cref="Win32Exception">The owner may not be changed.</exception>
    public static void ChangeOwner(string path, ServerUser user)
    {
        if (ChangeOwner(path, user.UserId, user.GroupId) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new Win32Exception(error, $"'{path}' cannot be given to user '{user.Name}': {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    /// <summary>Removes a System V shared memory segment; false when it is gone already or belongs to somebody else.</summary>
    public static bool RemoveSharedMemory(int id) => SharedMemoryControl(id, RemoveId, 0) == 0;

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);

    [LibraryImport("libc", EntryPoint = "shmctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SharedMemoryControl(int id, int command, nint buffer);
}
