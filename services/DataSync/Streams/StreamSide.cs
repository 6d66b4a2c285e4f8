using Migration.DataSync.Mapping;

namespace Migration.DataSync.Streams;

/// <summary>What the two ways differ in.</summary>
internal sealed record StreamSide(string Stream, bool FromMonolith)
{
    public static readonly StreamSide Forward = new("forward", FromMonolith: true);
    public static readonly StreamSide Back = new("back", FromMonolith: false);

    /// <summary>Of two writes of the same instant the monolith's stands, whichever way it comes.</summary>
    public string WinsTies => FromMonolith ? "true" : "false";

    /// <summary>SQL over the changed row <c>n</c>: it is deleted in the target.</summary>
    /// <remarks>A row that the microservice lacks was lost, since it deletes by a mark: it is made anew. One that the monolith lacks was deleted.</remarks>
    public string IsDeleted(string table) => (FromMonolith, table) switch
    {
        (true, "listings") => "exists (select from listings t where t.id = n.id and t.is_deleted)",
        (true, "listing_images") => "not exists (select from listing_images t where t.id = n.id)",
        (true, _) => "false",
        _ => $"not exists (select from {table} t where t.id = n.id)",
    };

    public static bool RecordsTombstones(TableMapping mapping) => mapping.Targets.Count > 0 && !mapping.Targets[0].IsUpdateOnly && mapping.Concept is not "category";
}
