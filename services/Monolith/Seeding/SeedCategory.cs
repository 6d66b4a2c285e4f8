namespace Migration.Monolith.Seeding;

/// <summary>A leaf of the category tree with what is sold there, in the three languages, and what it costs (RSD).</summary>
internal sealed record SeedCategory(
    int Id,
    long LowestPrice,
    long HighestPrice,
    IReadOnlyList<string> Serbian,
    IReadOnlyList<string> English,
    IReadOnlyList<string> Russian)
{
    public bool IsRealEstate => Id / 100 == 12;

    /// <summary>Animals and services have no brand.</summary>
    public bool HasBrand => Id / 100 is not (12 or 19 or 20);

    public IReadOnlyList<string> Nouns(SeedLanguage language) => language switch
    {
        SeedLanguage.English => English,
        SeedLanguage.Russian => Russian,
        _ => Serbian,
    };
}
