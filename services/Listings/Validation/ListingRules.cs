using Migration.Listings.Storage;

namespace Migration.Listings.Validation;

/// <summary>What the fields of a listing may be, wherever they come from.</summary>
internal static class ListingRules
{
    public const int MinTitle = 3;
    public const int MaxTitle = 255;
    public const int MaxDescription = 20_000;
    public const int MaxSku = 100;
    public const int MaxPage = 100;
    public const string DefaultLanguage = "sr";

    public static readonly string[] Languages = ["sr", "en", "ru"];
    public static readonly string[] Statuses = ["draft", "active", "inactive", "sold", "archived"];

    public static void CheckTitle(this Violations violations, string field, string title)
    {
        var length = TextRules.CountCodePoints(title);
        if (TextRules.HasControlCharacter(title))
        {
            violations.Add(field, "must not contain control characters");
        }
        else if (length > MaxTitle)
        {
            violations.Add(field, $"has {length} characters, at most {MaxTitle} are allowed");
        }
        else if (TextRules.CountCodePoints(title.Trim()) < MinTitle)
        {
            violations.Add(field, $"must have at least {MinTitle} characters beside blanks");
        }
    }

    public static void CheckText(this Violations violations, string field, string text, int max)
    {
        var length = TextRules.CountCodePoints(text);
        violations.AddIf(TextRules.HasNul(text), field, "must not contain the character U+0000");
        violations.AddIf(length > max, field, $"has {length} characters, at most {max} are allowed");
    }

    public static void CheckCurrency(this Violations violations, string currency)
        => violations.AddIf(
            currency.Length != 3 || currency.Any(letter => letter is < 'A' or > 'Z'),
            "currency",
            "must be three capital letters (ISO 4217), for example RSD");

    public static void CheckLanguage(this Violations violations, string field, string language)
        => violations.AddIf(!Languages.Contains(language, StringComparer.Ordinal), field, "must be sr, en or ru");

    public static void CheckId(this Violations violations, string field, long id)
        => violations.AddIf(id <= 0, field, "must be greater than 0");

    public static void CheckStatus(this Violations violations, string status)
        => violations.AddIf(!Statuses.Contains(status, StringComparer.Ordinal), "status", "must be draft, active, inactive, sold or archived");

    public static void CheckPrice(this Violations violations, double wire, out decimal price)
        => violations.AddIf(
            !Price.TryFromWire(wire, out price), "price", $"must be greater than 0, at most {Price.Max}, with no more than two decimals");

    public static void CheckPriceRange(this Violations violations, double? min, double? max)
    {
        violations.AddIf(min is { } low && !(double.IsFinite(low) && low >= 0), "min_price", "must be a number, not negative");
        violations.AddIf(max is { } high && !(double.IsFinite(high) && high >= 0), "max_price", "must be a number, not negative");
        violations.AddIf(min > max, "min_price", "must not be greater than max_price");
    }

    public static void CheckPage(this Violations violations, int limit, int offset)
    {
        violations.AddIf(limit is < 1 or > MaxPage, "limit", $"must be between 1 and {MaxPage}");
        violations.AddIf(offset < 0, "offset", "must not be negative");
    }
}
