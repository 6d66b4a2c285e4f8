namespace Migration.Dashboard.Resources;

/// <summary>How a command ended.</summary>
public sealed record CommandReport(ResourceInfo Resource, CommandInfo Command, CommandOutcome Outcome)
{
    public string Text => Outcome switch
    {
        { IsCanceled: true } => $"{Resource.DisplayName}: {Command.DisplayName} was given up.",
        { Success: false } => $"{Resource.DisplayName}: {Command.DisplayName} failed. {Outcome.Message}",
        { Message: { Length: > 0 } message } => $"{Resource.DisplayName}: {message}",
        _ => $"{Resource.DisplayName}: {Command.DisplayName} is done.",
    };
}
