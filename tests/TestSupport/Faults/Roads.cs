namespace Migration.TestSupport.Faults;

/// <summary>The roads of AppHost that a proxy stands on when it is started with <c>--Faults=true</c>.</summary>
public static class Roads
{
    public const string MonolithToListings = "monolith-listings";
    public const string ListingsToDatabase = "listings-listings-db";
    public const string ListingsToSearch = "listings-search";
    public const string DataSyncToSvetubd = "datasync-svetubd";
    public const string DataSyncToListings = "datasync-listings-db";
}
