namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a state is shown.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>As a failure.</summary>
    public static readonly string Error = "error";

    /// <summary>As neutral.</summary>
    public static readonly string Info = "info";

    /// <summary>As good.</summary>
    public static readonly string Success = "success";

    /// <summary>As worth a look.</summary>
    public static readonly string Warn = "warning";
}
