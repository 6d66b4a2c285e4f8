namespace Migration.Hosting.Runtime.Observation;

/// <summary>An argument of a resource's process.</summary>
/// <param name="Text">The argument.</param>
/// <param name="IsSensitive">Whether the model put a secret into it.</param>
internal sealed record ArgumentSnapshot(string Text, bool IsSensitive);
