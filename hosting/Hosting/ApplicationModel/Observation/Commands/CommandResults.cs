namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes the results of commands.</summary>
public static class CommandResults
{
    /// <summary>The command did its work.</summary>
    /// <returns>A success without a message.</returns>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>The command did its work.</summary>
    /// <param name="message">What to tell people.</param>
    /// <returns>A success.</returns>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>The command did its work and produced a value.</summary>
    /// <param name="message">What to tell people.</param>
    /// <param name="value">The value.</param>
    /// <returns>A success.</returns>
    public static ExecuteCommandResult Success(string message, CommandResultData value) =>
        new() { Success = true, Message = message, Data = value };

    /// <summary>The command did its work and produced a text.</summary>
    /// <param name="message">What to tell people.</param>
    /// <param name="result">The text.</param>
    /// <param name="resultFormat">How to read the text.</param>
    /// <returns>A success.</returns>
    public static ExecuteCommandResult Success(
        string message, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>The command failed.</summary>
    /// <param name="errorMessage">Why.</param>
    /// <returns>A failure.</returns>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    /// <summary>The command failed.</summary>
    /// <param name="exception">Its message says why.</param>
    /// <returns>A failure.</returns>
    public static ExecuteCommandResult Failure(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Failure(exception.Message);
    }

    /// <summary>The command failed, but produced a value.</summary>
    /// <param name="errorMessage">Why.</param>
    /// <param name="value">The value.</param>
    /// <returns>A failure.</returns>
    public static ExecuteCommandResult Failure(string errorMessage, CommandResultData value) =>
        new() { Success = false, Message = errorMessage, Data = value };

    /// <summary>The command failed, but produced a text.</summary>
    /// <param name="errorMessage">Why.</param>
    /// <param name="result">The text.</param>
    /// <param name="resultFormat">How to read the text.</param>
    /// <returns>A failure.</returns>
    public static ExecuteCommandResult Failure(
        string errorMessage, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Failure(errorMessage, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>The command was given up on request.</summary>
    /// <returns>Neither a success nor a failure of the command's own.</returns>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}
