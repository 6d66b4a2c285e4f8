using Migration.DataSync.Decoding;

namespace Migration.DataSync.Streams;

/// <summary>What several changes of one row come to: as it was before the first and as it is after the last.</summary>
internal readonly record struct NetChange(RowImage? Old, RowImage? New, ulong Position);
