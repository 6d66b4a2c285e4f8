namespace Migration.TrafficRouter.Decisions;

/// <summary>The words for the sides, as headers, tags and flags write them.</summary>
public static class SideNames
{
    public const string Monolith = "monolith";
    public const string Microservice = "microservice";

    /// <summary>Served by the monolith because the microservice, which was meant to serve, could not.</summary>
    public const string Fallback = "monolith-fallback";

    public static string ToWord(this Side side) => side == Side.Microservice ? Microservice : Monolith;

    public static bool TryParse(string? word, out Side side)
    {
        side = string.Equals(word, Microservice, StringComparison.OrdinalIgnoreCase) ? Side.Microservice : Side.Monolith;
        return side == Side.Microservice || string.Equals(word, Monolith, StringComparison.OrdinalIgnoreCase);
    }
}
