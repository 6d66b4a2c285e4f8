namespace Migration.Verdict.Model;

/// <summary>Nothing can be said, and the message says why: it is no verdict, and must not look like one.</summary>
internal sealed class NoVerdictException(string message, Exception? innerException = null) : Exception(message, innerException);
