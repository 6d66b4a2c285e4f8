using System.Runtime.InteropServices;

namespace Migration.DataSync.Verification;

[StructLayout(LayoutKind.Auto)]
internal readonly record struct RangeDigest(long Rows, string Sum);
