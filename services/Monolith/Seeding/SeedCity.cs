namespace Migration.Monolith.Seeding;

internal sealed record SeedCity(string Serbian, string English, string Russian, decimal Latitude, decimal Longitude)
{
    public string Name(SeedLanguage language) => language switch
    {
        SeedLanguage.English => English,
        SeedLanguage.Russian => Russian,
        _ => Serbian,
    };
}
