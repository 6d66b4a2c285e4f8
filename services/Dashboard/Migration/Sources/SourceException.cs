namespace Migration.Dashboard.Migrating.Sources;

/// <summary>A source has not given what it was asked for; the message says so to a person.</summary>
internal sealed class SourceException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <value>The answer's status, null where there was no answer.</value>
    public int? Status { get; init; }

    /// <value>The word by which the source names what is wrong, such as <c>stale_version</c>.</value>
    public string? Code { get; init; }
}
