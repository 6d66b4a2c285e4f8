namespace Migration.SearchNode.Benchmarks;

/// <summary>Makes listings: the same ones every time, with words as unevenly common as words are.</summary>
internal sealed class Listings(int seed)
{
    public const string Definition = """
        {"settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"5s"},"mappings":{"properties":{
        "id":{"type":"long"},"title":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}},"description":{"type":"text"},
        "category_id":{"type":"long"},"price":{"type":"scaled_float","scaling_factor":100},"currency":{"type":"keyword"},"status":{"type":"keyword"},
        "visibility":{"type":"keyword"},"quantity":{"type":"integer"},"city":{"type":"keyword"},"location":{"type":"geo_point"},"created_at":{"type":"date"}}}}
        """;

    private const int Vocabulary = 20_000;

    private static readonly string[] Syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "ja"];
    private static readonly string[] States = ["active", "active", "active", "active", "draft", "sold"];
    private static readonly string[] Cities = ["Beograd", "Novi Sad", "Niš", "Kragujevac", "Subotica", "Zrenjanin"];

    private readonly Random _random = new(seed);

    public Listing Next(int id) => new(id, Words(3 + _random.Next(5)), Words(20 + _random.Next(40)))
    {
        Category = 1 + _random.Next(80),
        PriceCents = 100 + _random.Next(5_000_000),
        Status = States[_random.Next(States.Length)],
        City = Cities[_random.Next(Cities.Length)],
        Latitude = 42.2 + (_random.NextDouble() * 4),
        Longitude = 18.8 + (_random.NextDouble() * 4),
        CreatedAt = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_random.Next(30_000_000)),
        Quantity = _random.Next(20),
    };

    /// <summary>The word of a rank; rank 0 is the most common.</summary>
    public static string Word(int rank)
    {
        var word = string.Empty;
        for (var rest = rank + 16; rest > 0; rest /= Syllables.Length)
        {
            word += Syllables[rest % Syllables.Length];
        }

        return word;
    }

    private string Words(int count)
        => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word((int)(Vocabulary * Math.Pow(_random.NextDouble(), 3)))));
}
