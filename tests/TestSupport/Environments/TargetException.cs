namespace Migration.TestSupport.Environments;

/// <summary>The settings of a target cannot be used; the message names the setting and the cure.</summary>
public sealed class TargetException(string message) : Exception(message);
