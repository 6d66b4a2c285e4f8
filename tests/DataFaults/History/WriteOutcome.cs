namespace Migration.DataFaults.Suite.History;

/// <summary>What a writer knows of its write.</summary>
internal enum WriteOutcome
{
    /// <summary>The database has said that it is committed.</summary>
    Acknowledged,

    /// <summary>It was certainly not committed.</summary>
    NotDone,

    /// <summary>The connection broke before the answer: it may be committed, or not.</summary>
    Unknown,
}
