namespace Migration.Monolith.Auth;

/// <summary>How tokens are made: section <c>Auth</c>.</summary>
/// <param name="Issuer">The <c>iss</c> of every token; a name, not an address, so that it survives a change of port.</param>
/// <param name="Audience">The <c>aud</c> of every token.</param>
/// <param name="KeyDirectory">Holds the signing keys, readable by this user alone; <c>keys</c> in the data folder unless it is set.</param>
/// <param name="DevelopmentTokens">Whether anybody may ask for a token of any known test user.</param>
internal sealed record AuthSettings(string Issuer, string Audience, string KeyDirectory, bool DevelopmentTokens)
{
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    /// <summary>How far the clocks of issuer and reader may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    public static AuthSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Auth");
        return new AuthSettings(
            Required(section, "Issuer"),
            Required(section, "Audience"),
            section["KeyDirectory"] is { Length: > 0 } directory ? Path.GetFullPath(directory) : DataFolder.Below(configuration, "keys"),
            Flag(section, "DevelopmentTokens"));
    }

    private static string Required(IConfigurationSection section, string name)
        => section[name] is { Length: > 0 } value
            ? value
            : throw StartupException.BadSetting($"Auth:{name}", section[name], "give it a name, for example the one in appsettings.json.");

    private static bool Flag(IConfigurationSection section, string name)
        => section[name] is not { Length: > 0 } value ? false
            : bool.TryParse(value, out var flag) ? flag
            : throw StartupException.BadSetting($"Auth:{name}", value, "set it to true or false.");
}
