namespace Migration.Dashboard.Shell;

/// <summary>A page of the menu, the key that opens it, and the outline of its icon on a field of 20 × 20.</summary>
internal sealed record PageLink(string Href, string Title, string Shortcut, string Icon)
{
    public static readonly IReadOnlyList<PageLink> All =
    [
        new("/", "Resources", "r", "M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z"),
        new("/console", "Console", "c", "M2.5 4h15v12h-15zM5.5 7.5 8 10l-2.5 2.5M10 12.5h4"),
        new("/logs", "Structured logs", "s", "M3 5h2M7.5 5H17M3 10h2M7.5 10H17M3 15h2M7.5 15H13"),
        new("/traces", "Traces", "t", "M3 5h9M6 10h9M9 15h8"),
        new("/metrics", "Metrics", "m", "M3 3v14h14M6 13l3.5-4 3 2.5L17 5.5"),
        new("/migration", "Migration", "g", "M3 6h11M11 3l3 3-3 3M17 14H6M9 11l-3 3 3 3"),
    ];
}
