namespace Migration.DataSync.Streams;

/// <summary>A table's changes come without their old rows. Once it has its identity again everything is copied anew: what came meanwhile stays unknown.</summary>
internal sealed class IdentityLostException(string table)
    : SchemaDriftException($"{table} has lost its REPLICA IDENTITY FULL: without whole old rows no change can be told from another. Set it again, and all rows are compared anew.")
{
    public string Table => table;
}
