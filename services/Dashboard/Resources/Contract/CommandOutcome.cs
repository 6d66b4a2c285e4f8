namespace Migration.Dashboard.Resources;


/// <summary>How a command ended.</summary>
public sealed record CommandOutcome(bool Success, string? Message, bool IsCanceled = false, bool GoesOn = false, string? Result = null, string? ResultFormat = null);
