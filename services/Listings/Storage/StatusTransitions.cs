namespace Migration.Listings.Storage;

/// <summary>Which status may follow which. Archived is the end; a status never follows itself.</summary>
internal static class StatusTransitions
{
    public static bool IsAllowed(string from, string to) => (from, to) switch
    {
        ("draft", "active" or "inactive") => true,
        ("active", "sold" or "inactive" or "archived") => true,
        ("inactive", "active" or "draft") => true,
        ("sold", "active") => true,
        _ => false,
    };
}
