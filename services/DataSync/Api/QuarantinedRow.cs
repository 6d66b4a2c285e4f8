namespace Migration.DataSync.Api;

/// <param name="Table">Where it comes from.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Reasons">All rules that refuse it.</param>
/// <param name="At">Since when.</param>
/// <param name="Row">The row as it was sent: JSON.</param>
internal sealed record QuarantinedRow(string Table, long Id, IReadOnlyList<string> Reasons, DateTime At, string Row);
