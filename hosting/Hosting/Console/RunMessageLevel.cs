namespace Migration.Hosting.RunConsole;

/// <summary>How much a message matters.</summary>
internal enum RunMessageLevel
{
    /// <summary>Good to know.</summary>
    Notice,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>Something that does not work.</summary>
    Error,
}
