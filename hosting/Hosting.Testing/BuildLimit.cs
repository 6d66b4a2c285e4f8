using System.Globalization;

namespace Migration.Hosting.Testing;

/// <summary>How long a program may take to make its builder, and to build.</summary>
internal static class BuildLimit
{
    /// <summary>Gives the limit in seconds.</summary>
    public const string Variable = "DOTNET_HOST_FACTORY_RESOLVER_DEFAULT_TIMEOUT_IN_SECONDS";

    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(5);

    public static TimeSpan Current =>
        uint.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : s_default;
}
