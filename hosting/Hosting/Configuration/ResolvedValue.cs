namespace Migration.Hosting.Configuration;

/// <summary>A text given to a process.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsSensitive">True when it must not be shown.</param>
internal readonly record struct ResolvedValue(string Text, bool IsSensitive);
