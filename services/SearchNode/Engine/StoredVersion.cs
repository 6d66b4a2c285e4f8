using Lucene.Net.Index;

namespace Migration.SearchNode.Engine;

/// <summary>Where a document stands in a reader, and its numbers.</summary>
internal sealed record StoredVersion(AtomicReader Segment, int Document, long Version, long SeqNo, long PrimaryTerm);
