using Lucene.Net.Index;
using Lucene.Net.Search;
using Migration.SearchNode.Queries;
using Int64 = J2N.Numerics.Int64;

namespace Migration.SearchNode.Search;

/// <summary>Compares a column's smallest or largest number.</summary>
internal sealed class NumberComparer(string path, int hits, bool max, long missing) : FieldComparer<Int64>
{
    private readonly long[] _values = new long[hits];
    private NumberColumn _column = null!;
    private long _bottom;
    private long _top;

    public override Int64 this[int slot] => Int64.GetInstance(_values[slot]);

    public override int Compare(int slot1, int slot2) => _values[slot1].CompareTo(_values[slot2]);

    public override void SetBottom(int slot) => _bottom = _values[slot];

    public override void SetTopValue(Int64 value) => _top = value;

    public override int CompareBottom(int doc) => _bottom.CompareTo(Value(doc));

    public override int CompareTop(int doc) => _top.CompareTo(Value(doc));

    public override void Copy(int slot, int doc) => _values[slot] = Value(doc);

    public override FieldComparer SetNextReader(AtomicReaderContext context)
    {
        _column = NumberColumn.Open(context.AtomicReader, path);
        return this;
    }

    private long Value(int doc)
    {
        var count = _column.Load(doc);
        return count == 0 ? missing : _column[max ? count - 1 : 0];
    }
}
