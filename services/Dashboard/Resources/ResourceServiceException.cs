namespace Migration.Dashboard.Resources;


/// <summary>The engine did not answer, or not as it should.</summary>
internal sealed class ResourceServiceException(string message, Exception? innerException = null) : Exception(message, innerException);
