using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Migration.Hosting.Building;

/// <summary>Finds the values of parameters.</summary>
internal static class ParameterValue
{
    /// <summary>The configured value, else that of the default.</summary>
    /// <exception cref="MissingParameterValueException">There is neither.</exception>
    internal static string Find(IConfiguration configuration, string name, string key, ParameterDefault? fallback)
    {
        // The names of environment variables have no hyphens in most shells.
        return configuration[key]
            ?? configuration[key.Replace('-', '_')]
            ?? fallback?.GetDefaultValue()
            ?? throw new MissingParameterValueException(
                $"The parameter '{name}' has no value: the configuration key '{key}' is missing and there is no default. "
                + $"Set it as environment variable {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}, "
                + $"as argument --{key}=VALUE, or keep it with: dotnet user-secrets set \"{key}\" VALUE");
    }
}
