using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary>How many edits a term may be away: fixed, or by its length as <c>AUTO</c> or <c>AUTO:low,high</c>.</summary>
internal sealed record Fuzziness(int Fixed, int Low, int High)
{
    private const int MaxEdits = 2;

    public static Fuzziness Parse(string text)
    {
        if (text.Equals("AUTO", StringComparison.OrdinalIgnoreCase))
        {
            return new Fuzziness(-1, 3, 6);
        }

        if (text.StartsWith("AUTO:", StringComparison.OrdinalIgnoreCase))
        {
            var parts = text[5..].Split(',');
            if (parts.Length == 2
                && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var low)
                && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var high)
                && low >= 0 && low <= high)
            {
                return new Fuzziness(-1, low, high);
            }

            throw Errors.Parse($"failed to find low and high distance values in [{text}]");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var edits) && edits is >= 0 and <= MaxEdits
            ? new Fuzziness((int)edits, 0, 0)
            : throw Errors.IllegalArgument($"Valid edit distances are [0, 1, 2] but was [{text}]");
    }

    public int EditsFor(string term) => Fixed >= 0 ? Fixed : term.Length < Low ? 0 : term.Length < High ? 1 : MaxEdits;
}
