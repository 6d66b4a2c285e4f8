using System.Runtime.InteropServices;

namespace Migration.Hosting.PostgreSQL;

/// <summary>The two numbers that a System V shared memory segment is known by; ids are used again, the pair hardly ever.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SharedMemoryName(long Key, int Id);
