namespace Migration.Monolith.Seeding;

internal enum SeedLanguage
{
    SerbianLatin,
    SerbianCyrillic,
    English,
    Russian,
}
