namespace Migration.Dashboard.Resources;


/// <summary>A secret in clear, or why there is none.</summary>
internal sealed record SecretAnswer(string? Value, string? Error);
