namespace Migration.DataFaults.Suite.History;

/// <summary>The states that a key may be in at the end, by what its only writer was told.</summary>
internal sealed class KeyHistory(long id)
{
    private readonly HashSet<string> _allowed = new(StringComparer.Ordinal) { KeyState.Absent };

    public long Id => id;

    /// <summary>As last acknowledged.</summary>
    public KeyState State { get; private set; } = new(null, 0);

    public bool IsInDoubt { get; private set; }

    public IReadOnlyCollection<string> Allowed => _allowed;

    public void Acknowledged(KeyState state)
    {
        State = state;
        _allowed.Clear();
        _allowed.Add(state.ToString());
    }

    /// <summary>It is not written to again: which of the states it is in nobody can say.</summary>
    public void Doubtful(KeyState state)
    {
        IsInDoubt = true;
        _allowed.Add(state.ToString());
    }
}
