using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Migration.SearchNode.Translog;

/// <summary>
/// The write-ahead log of one index. Writers append to memory and wait; one writer at a time takes what all of them
/// appended, writes and syncs it once, and lets them go together.
/// </summary>
internal sealed class TranslogLog : IDisposable
{
    private const int MaxSpareBytes = 16 * 1024 * 1024;

    private readonly string _directory;
    private readonly Lock _append = new();
    private readonly SemaphoreSlim _sync = new(1, 1);
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _spare = new();
    private SafeFileHandle _file;
    private long _fileLength = TranslogFile.HeaderLength;
    private long _appended;
    private long _synced;
    private Exception? _failure;

    public TranslogLog(string directory, long generation)
    {
        _directory = directory;
        Generation = generation;
        Directory.CreateDirectory(directory);
        _file = Create(generation);
    }

    public long Generation { get; private set; }

    /// <summary>Bytes of operations in this generation.</summary>
    public long Size => Interlocked.Read(ref _fileLength) - TranslogFile.HeaderLength;

    public long Operations { get; private set; }

    /// <returns>The position to wait for.</returns>
    public long Append(TranslogOperation operation)
    {
        lock (_append)
        {
            ThrowIfFailed();
            return AppendLocked(operation);
        }
    }

    /// <summary>Returns once everything up to the position is on disk.</summary>
    public async Task SyncAsync(long position)
    {
        if (Interlocked.Read(ref _synced) >= position)
        {
            return;
        }

        await _sync.WaitAsync();
        try
        {
            if (Interlocked.Read(ref _synced) < position)
            {
                SyncPending();
            }
        }
        finally
        {
            _sync.Release();
        }
    }

    public Task SyncAllAsync()
    {
        lock (_append)
        {
            return SyncAsync(_appended);
        }
    }

    /// <summary>For the start, when nobody else writes yet.</summary>
    public void SyncAll() => SyncPending();

    /// <summary>Begins a new generation with the given operations and returns its number.</summary>
    public async Task<long> RollAsync(Func<IEnumerable<TranslogOperation>> first)
    {
        await _sync.WaitAsync();
        try
        {
            lock (_append)
            {
                SyncPending();
                WriteHeader(_fileLength);
                RandomAccess.FlushToDisk(_file);
                _file.Dispose();
                Generation++;
                _file = Create(Generation);
                _fileLength = TranslogFile.HeaderLength;
                Operations = 0;
                foreach (var operation in first())
                {
                    AppendLocked(operation);
                }

                SyncPending();
                return Generation;
            }
        }
        finally
        {
            _sync.Release();
        }
    }

    public void DeleteBefore(long generation)
    {
        foreach (var (old, path) in TranslogFile.List(_directory))
        {
            if (old < generation)
            {
                File.Delete(path);
            }
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _sync.Dispose();
    }

    private long AppendLocked(TranslogOperation operation)
    {
        var length = operation.Length;
        var target = _pending.GetSpan(TranslogFile.RecordHeaderLength + length)[..(TranslogFile.RecordHeaderLength + length)];
        var record = target[TranslogFile.RecordHeaderLength..];
        operation.Write(record);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[sizeof(int)..], TranslogFile.Checksum(record));
        _pending.Advance(target.Length);
        Operations++;
        return _appended += target.Length;
    }

    /// <summary>Only ever run by the holder of <see cref="_sync"/>.</summary>
    private void SyncPending()
    {
        ArrayBufferWriter<byte> batch;
        long end;
        lock (_append)
        {
            ThrowIfFailed();
            batch = _pending;
            _pending = _spare;
            end = _appended;
        }

        try
        {
            if (batch.WrittenCount > 0)
            {
                RandomAccess.Write(_file, batch.WrittenSpan, _fileLength);
                WriteHeader(_fileLength);
                RandomAccess.FlushToDisk(_file);
                Interlocked.Add(ref _fileLength, batch.WrittenCount);

                // Not synced itself: it need only outlive the process, and the next batch's sync takes it along.
                WriteHeader(_fileLength);
            }
        }
        catch (IOException error)
        {
            _failure = error;
            throw;
        }

        batch.ResetWrittenCount();
        _spare = batch.Capacity > MaxSpareBytes ? new ArrayBufferWriter<byte>() : batch;
        Interlocked.Exchange(ref _synced, end);
    }

    private void WriteHeader(long synced) => RandomAccess.Write(_file, TranslogFile.Header(synced), 0);

    private SafeFileHandle Create(long generation)
    {
        var file = File.OpenHandle(TranslogFile.PathOf(_directory, generation), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, TranslogFile.Header(TranslogFile.HeaderLength), 0);
        RandomAccess.FlushToDisk(file);
        return file;
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw new IOException($"the translog in [{_directory}] failed earlier and takes no more writes: {_failure.Message}", _failure);
        }
    }
}
