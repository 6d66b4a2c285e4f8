namespace Aspire.Hosting.ApplicationModel;

/// <summary>What becomes of the body of an answer to a command.</summary>
public enum HttpCommandResultMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The text that the command returns, JSON when the answer says so.</summary>
    Auto = 1,

    /// <summary>The text that the command returns, as JSON.</summary>
    Json = 2,

    /// <summary>The text that the command returns, as plain text.</summary>
    Text = 3,
}
