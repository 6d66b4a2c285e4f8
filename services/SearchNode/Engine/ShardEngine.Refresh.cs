using Lucene.Net.Index;
using Migration.SearchNode.Translog;

namespace Migration.SearchNode.Engine;

/// <summary>Refresh, flush and recovery.</summary>
internal sealed partial class ShardEngine
{
    /// <summary>More waiting requests than this are answered by a refresh of their own.</summary>
    private const int MaxRefreshWaiters = 1000;

    private readonly Lock _refresh = new();
    private readonly SemaphoreSlim _flush = new(1, 1);
    private readonly Lock _waitersLock = new();
    private List<TaskCompletionSource> _waiters = [];
    private volatile ReaderHandle _current;
    private bool _dirty;

    /// <summary>How often the index was refreshed and flushed; shown by <c>_stats</c>.</summary>
    public (long Refreshes, long Flushes) Counts => (Interlocked.Read(ref _refreshes), Interlocked.Read(ref _flushes));

    private long _refreshes;
    private long _flushes;

    /// <summary>Takes hold of the view that searches see. The caller releases it.</summary>
    public ReaderHandle Acquire()
    {
        while (true)
        {
            var handle = _current;
            if (handle.TryRetain())
            {
                return handle;
            }

            ThrowIfFailed();
        }
    }

    /// <summary>Makes all that was written searchable.</summary>
    public void Refresh()
    {
        lock (_refresh)
        {
            ThrowIfFailed();
            List<TaskCompletionSource> waiters;
            lock (_waitersLock)
            {
                waiters = _waiters;
                _waiters = [];
            }

            Volatile.Write(ref _dirty, false);
            _versions.BeforeRefresh();
            var before = _current;
            if (DirectoryReader.OpenIfChanged(before.Reader, _writer, applyAllDeletes: true) is { } reader)
            {
                _current = new ReaderHandle(reader);
                before.Release();
            }

            var horizon = _time.GetUtcNow() - _settings.IndexSettings().GcDeletes;
            _versions.AfterRefresh(horizon.ToUnixTimeMilliseconds());
            Interlocked.Increment(ref _refreshes);
            waiters.ForEach(static waiter => waiter.TrySetResult());
        }
    }

    /// <summary>What the timer does: nothing if nothing was written.</summary>
    public void RefreshIfDirty()
    {
        if (Volatile.Read(ref _dirty) || _waiters.Count > 0)
        {
            Refresh();
        }
    }

    /// <returns>Completes when what was written before the call is searchable; the value says whether it had to be forced.</returns>
    public async Task<bool> WaitForRefreshAsync(CancellationToken cancelled)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool full;
        lock (_waitersLock)
        {
            full = _waiters.Count >= MaxRefreshWaiters;
            if (!full)
            {
                _waiters.Add(waiter);
            }
        }

        if (full)
        {
            Refresh();
            return true;
        }

        await waiter.Task.WaitAsync(cancelled);
        return false;
    }

    /// <summary>Commits the index; older translog generations are then no longer needed.</summary>
    public async Task FlushAsync(CancellationToken cancelled)
    {
        await _flush.WaitAsync(cancelled);
        try
        {
            ThrowIfFailed();
            var generation = await _translog.RollAsync(() => _versions.Deleted.Select(deleted => Operation(deleted.Key, deleted.Value)));
            Commit(generation);
            _translog.DeleteBefore(generation);
        }
        finally
        {
            _flush.Release();
        }
    }

    /// <summary>What the index takes on disk, without its translog.</summary>
    public long StoreBytes
    {
        get
        {
            var total = 0L;
            foreach (var name in _directory.ListAll())
            {
                try
                {
                    total += _directory.FileLength(name);
                }
                catch (IOException)
                {
                    // A merge took the file away in between.
                }
            }

            return total;
        }
    }

    /// <summary>How many documents searches see; nested objects are not documents.</summary>
    public long CountDocuments()
    {
        var handle = Acquire();
        try
        {
            return CountDocuments(handle);
        }
        finally
        {
            handle.Release();
        }
    }

    public long CountDocuments(ReaderHandle handle)
    {
        if (!_settings.Mapping().HasNested)
        {
            return handle.Reader.NumDocs;
        }

        var counter = new Lucene.Net.Search.TotalHitCountCollector();
        handle.Searcher.Search(new Lucene.Net.Search.MatchAllDocsQuery(), Queries.RootDocumentsFilter.Instance, counter);
        return counter.TotalHits;
    }

    public bool NeedsFlush => _translog.Size > _settings.IndexSettings().FlushThreshold;

    /// <param name="segments">How many are to be left; none given, those merges are done that are due.</param>
    /// <param name="onlyDeletes">Only segments that hold deleted documents are merged.</param>
    public void ForceMerge(int segments, bool onlyDeletes)
    {
        if (onlyDeletes)
        {
            _writer.ForceMergeDeletes();
        }
        else if (segments > 0)
        {
            _writer.ForceMerge(segments);
        }
        else
        {
            _writer.MaybeMerge();
        }
    }

    public void Dispose()
    {
        _writer.Dispose(waitForMerges: false);
        _translog.Dispose();
        _current.Release();
        _analyzer.Dispose();
        _directory.Dispose();
        _flush.Dispose();
    }

    private void Commit(long generation)
    {
        _writer.SetCommitData(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CommitData.GenerationKey] = generation.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [CommitData.MaxSeqNoKey] = MaxSeqNo.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        _writer.Commit();
        Interlocked.Increment(ref _flushes);
    }

    /// <summary>Replays what the last commit does not hold, and begins a new generation.</summary>
    private TranslogLog Recover()
    {
        var directory = Path.Combine(_settings.Directory, "translog");
        System.IO.Directory.CreateDirectory(directory);
        var committed = CommitData.Read(_writer);
        _nextSeqNo = committed.MaxSeqNo + 1;
        var files = TranslogFile.List(directory).Where(file => file.Generation >= committed.Generation).ToArray();
        if (committed.Generation > 0 && (files.Length == 0 || files[0].Generation != committed.Generation))
        {
            throw new TranslogCorruptedException(
                TranslogFile.PathOf(directory, committed.Generation), 0, "the file that the last commit continues in is missing");
        }

        var replayed = 0;
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var operation in TranslogFile.Read(files[i].Path, isLast: i == files.Length - 1))
            {
                Replay(operation);
                replayed++;
            }
        }

        var next = TranslogFile.List(directory).Select(file => file.Generation).DefaultIfEmpty(0).Max() + 1;
        var translog = new TranslogLog(directory, next);
        foreach (var (id, deleted) in _versions.Deleted)
        {
            translog.Append(Operation(id, deleted));
        }

        translog.SyncAll();
        Commit(next);
        translog.DeleteBefore(next);
        if (replayed > 0)
        {
            Refresh();
        }

        return translog;
    }

    private void Replay(TranslogOperation operation)
    {
        _nextSeqNo = Math.Max(_nextSeqNo, operation.SeqNo + 1);
        var current = Current(operation.Id);
        if (current is not null && current.SeqNo >= operation.SeqNo)
        {
            return;
        }

        var entry = new VersionEntry(operation.Version, operation.SeqNo, operation.PrimaryTerm);
        if (operation.Kind == TranslogKind.Delete)
        {
            WriteDelete(operation.Id, entry with { IsDeleted = true, DeletedAt = operation.Timestamp }, current is { IsDeleted: false });
        }
        else
        {
            Write(_settings.Reparse(operation), entry with { Source = operation.Source, Routing = operation.Routing }, isNew: current is null);
        }

        if (_versions.Bytes > MaxUnrefreshedBytes)
        {
            Refresh();
        }
    }
}
