namespace Migration.TestSupport.Environments;

/// <summary>An environment that did not come up; the message says which resource, why, and its last lines.</summary>
public sealed class EnvironmentStartException(string message, Exception innerException) : Exception(message, innerException);
