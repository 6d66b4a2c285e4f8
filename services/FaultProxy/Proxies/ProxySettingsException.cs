namespace Migration.FaultProxy.Proxies;

/// <summary>The settings ask for a proxy that cannot be; the message names the setting, its value and the cure.</summary>
internal sealed class ProxySettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
