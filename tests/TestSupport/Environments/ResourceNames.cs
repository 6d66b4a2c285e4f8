namespace Migration.TestSupport.Environments;

/// <summary>The resources of AppHost, as it names them.</summary>
public static class ResourceNames
{
    public const string Monolith = "monolith";

    /// <summary>Only where a test has added it: see <see cref="MoreMonoliths"/>.</summary>
    public const string SecondMonolith = "monolith-2";

    /// <summary>Only where a test has added it: see <see cref="MoreMonoliths"/>.</summary>
    public const string ThirdMonolith = "monolith-3";

    public const string MonolithServer = "monolith-postgres";
    public const string MonolithDatabase = "svetubd";
    public const string Listings = "listings";
    public const string ListingsGrpcEndpoint = "grpc";
    public const string ListingsServer = "listings-postgres";
    public const string ListingsDatabase = "listings-db";
    public const string Search = "search";
    public const string DataSync = "datasync";

    /// <summary>Starts only where a test wants it to.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>Only where AppHost was told <c>--Faults=true</c>.</summary>
    public const string FaultProxy = "faultproxy";
}
