namespace Migration.Monolith;

/// <summary>The service cannot start as it is configured; the message names the setting, its value and the cure.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public static StartupException BadSetting(string setting, string? value, string cure)
        => new($"Setting {setting} is '{value}': {cure}");
}
