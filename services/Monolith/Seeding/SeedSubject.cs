namespace Migration.Monolith.Seeding;

/// <summary>What is offered and where: title and description speak of the same thing.</summary>
internal sealed record SeedSubject(SeedLanguage Language, SeedCategory Category, string Noun, string Brand, SeedCity City);
