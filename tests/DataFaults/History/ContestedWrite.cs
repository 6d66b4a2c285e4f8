namespace Migration.DataFaults.Suite.History;

/// <summary>A title given to a listing that both sides write.</summary>
/// <param name="Id">The listing.</param>
/// <param name="Title">The new one.</param>
/// <param name="Base">The title that it went over; null where the writer was not told.</param>
/// <param name="IsAcknowledged">Whether the database has said that it is committed.</param>
internal sealed record ContestedWrite(long Id, string Title, string? Base, bool IsAcknowledged);
