namespace Migration.Verdict.Model;

/// <summary>A line of the table "expected at 0 % traffic".</summary>
internal sealed record ZeroTrafficRow(string What, string Expected, string Actual, string State);
