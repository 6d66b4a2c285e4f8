namespace Aspire.Hosting.ApplicationModel;

/// <summary>How the text of a command's result is to be read.</summary>
public enum CommandResultFormat
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
