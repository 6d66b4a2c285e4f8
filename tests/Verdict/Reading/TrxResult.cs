namespace Migration.Verdict.Reading;

/// <summary>One result of a test in a TRX file; a test with data rows has several.</summary>
/// <param name="Test">The method's name.</param>
/// <param name="Outcome">As the file has it: Passed, Failed, NotExecuted, …</param>
/// <param name="Message">The error's, empty without one.</param>
/// <param name="Output">What the test wrote.</param>
/// <param name="Duration">Of this result.</param>
internal sealed record TrxResult(string Test, string Outcome, string Message, string Output, TimeSpan Duration);
