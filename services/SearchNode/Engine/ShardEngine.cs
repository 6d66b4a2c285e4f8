using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Migration.SearchNode.Analysis;
using Migration.SearchNode.Http;
using Migration.SearchNode.Mapping;
using Migration.SearchNode.Translog;
using Lock = System.Threading.Lock;

namespace Migration.SearchNode.Engine;

/// <summary>
/// One index's documents: Lucene, the versions of what Lucene does not show yet, and the translog.
/// A write runs under its id's lock: find the current version → check → Lucene → versions → translog. It is acknowledged
/// once the translog is on disk; it is searchable after the next refresh, and there for a get at once.
/// </summary>
internal sealed partial class ShardEngine : IDisposable
{
    private const int Stripes = 1024;

    /// <summary>Past this, sources kept for gets are let go by a refresh.</summary>
    private const long MaxUnrefreshedBytes = 64 * 1024 * 1024;

    private readonly EngineSettings _settings;
    private readonly TimeProvider _time;
    private readonly FSDirectory _directory;
    private readonly FieldAnalyzers _analyzer;
    private readonly IndexWriter _writer;
    private readonly TranslogLog _translog;
    private readonly LiveVersions _versions = new();
    private readonly Lock[] _locks;
    private long _nextSeqNo;

    public ShardEngine(EngineSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _locks = new Lock[Stripes];
        for (var i = 0; i < Stripes; i++)
        {
            _locks[i] = new Lock();
        }

        _directory = FSDirectory.Open(Path.Combine(settings.Directory, "index"));
        _analyzer = new FieldAnalyzers(settings.Mapping);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, _analyzer)
        {
            OpenMode = OpenMode.CREATE_OR_APPEND,
            Similarity = Bm25.Instance,
            RAMBufferSizeMB = settings.IndexBufferMegabytes,
        });
        _current = new ReaderHandle(DirectoryReader.Open(_writer, applyAllDeletes: true));
        _translog = Recover();
    }

    public long MaxSeqNo => Interlocked.Read(ref _nextSeqNo) - 1;

    public TranslogLog Translog => _translog;

    public WriteResult Index(ParsedDocument document, WriteConditions conditions, bool idIsNew = false)
    {
        ThrowIfFailed();
        WriteResult result;
        lock (LockOf(document.Id))
        {
            var current = idIsNew ? null : Current(document.Id);
            conditions.Check(document.Id, current);
            var entry = new VersionEntry(conditions.NextVersion(current), NextSeqNo(), _settings.PrimaryTerm)
            {
                Source = document.Source,
                Routing = document.Routing,
            };
            Write(document, entry, isNew: current is null);
            var position = _translog.Append(new TranslogOperation(TranslogKind.Index, document.Id, entry.SeqNo, entry.PrimaryTerm, entry.Version)
            {
                Routing = document.Routing,
                Source = document.Source,
            });
            var outcome = current is { IsDeleted: false } ? WriteOutcome.Updated : WriteOutcome.Created;
            result = new WriteResult(document.Id, outcome, entry.Version, entry.SeqNo, entry.PrimaryTerm) { Position = position };
        }

        if (_versions.Bytes > MaxUnrefreshedBytes)
        {
            Refresh();
        }

        return result;
    }

    public WriteResult Delete(string id, WriteConditions conditions)
    {
        ThrowIfFailed();
        lock (LockOf(id))
        {
            var current = Current(id);
            conditions.Check(id, current);
            var entry = new VersionEntry(conditions.NextVersion(current), NextSeqNo(), _settings.PrimaryTerm)
            {
                IsDeleted = true,
                DeletedAt = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            var exists = current is { IsDeleted: false };
            WriteDelete(id, entry, exists);
            var position = _translog.Append(Operation(id, entry));
            var outcome = exists ? WriteOutcome.Deleted : WriteOutcome.NotFound;
            return new WriteResult(id, outcome, entry.Version, entry.SeqNo, entry.PrimaryTerm) { Position = position };
        }
    }

    /// <summary>Reads a document as it is now, whether or not it can be searched yet.</summary>
    public StoredDocument? Get(string id, bool realtime = true)
    {
        if (realtime && _versions.Find(id) is { } entry)
        {
            return entry.IsDeleted
                ? null
                : new StoredDocument(id, entry.Version, entry.SeqNo, entry.PrimaryTerm, entry.Source) { Routing = entry.Routing };
        }

        var handle = Acquire();
        try
        {
            if (handle.FindVersion(id) is not { } found)
            {
                return null;
            }

            var stored = StoredSource.Read(found.Segment, found.Document);
            return new StoredDocument(id, found.Version, found.SeqNo, found.PrimaryTerm, stored.Source) { Routing = stored.Routing };
        }
        finally
        {
            handle.Release();
        }
    }

    public Task SyncAsync(long position)
        => _settings.IndexSettings().IsTranslogAsync ? Task.CompletedTask : _translog.SyncAsync(position);

    private VersionEntry? Current(string id)
    {
        if (_versions.Find(id) is { } entry)
        {
            return entry;
        }

        var handle = Acquire();
        try
        {
            return handle.FindVersion(id) is { } found ? new VersionEntry(found.Version, found.SeqNo, found.PrimaryTerm) : null;
        }
        finally
        {
            handle.Release();
        }
    }

    private void Write(ParsedDocument document, VersionEntry entry, bool isNew)
    {
        foreach (var nested in document.Documents)
        {
            if (!ReferenceEquals(nested, document.Root))
            {
                nested.Add(new TermField(IndexFields.Id, document.Id));
            }
        }

        var root = document.Root;
        root.Add(new TermField(IndexFields.Id, document.Id, Field.Store.YES));
        root.Add(StoredSource.Field(document.Source));
        root.Add(new NumericDocValuesField(IndexFields.Version, entry.Version));
        root.Add(new NumericDocValuesField(IndexFields.SeqNo, entry.SeqNo));
        root.Add(new NumericDocValuesField(IndexFields.PrimaryTerm, entry.PrimaryTerm));
        if (document.Routing is not null)
        {
            root.Add(new StoredField(IndexFields.Routing, document.Routing));
        }

        if (isNew)
        {
            if (document.Documents.Count == 1)
            {
                _writer.AddDocument(root);
            }
            else
            {
                _writer.AddDocuments(document.Documents);
            }
        }
        else if (document.Documents.Count == 1)
        {
            _writer.UpdateDocument(new Term(IndexFields.Id, document.Id), root);
        }
        else
        {
            _writer.UpdateDocuments(new Term(IndexFields.Id, document.Id), document.Documents);
        }

        _versions.PutIndexed(document.Id, entry);
        Volatile.Write(ref _dirty, true);
    }

    private void WriteDelete(string id, VersionEntry entry, bool exists)
    {
        if (exists)
        {
            _writer.DeleteDocuments(new Term(IndexFields.Id, id));
            Volatile.Write(ref _dirty, true);
        }

        _versions.PutDeleted(id, entry);
    }

    private static TranslogOperation Operation(string id, VersionEntry deleted)
        => new(TranslogKind.Delete, id, deleted.SeqNo, deleted.PrimaryTerm, deleted.Version) { Timestamp = deleted.DeletedAt };

    private long NextSeqNo() => Interlocked.Increment(ref _nextSeqNo) - 1;

    private Lock LockOf(string id) => _locks[(uint)id.GetHashCode(StringComparison.Ordinal) % Stripes];

    private void ThrowIfFailed()
    {
        if (_writer.IsClosed)
        {
            throw new OpenSearchException(500, "already_closed_exception", $"engine of [{_settings.Directory}] is closed");
        }
    }
}
