using System.Globalization;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Queries;

/// <summary><c>2</c>, <c>-1</c>, <c>75%</c>, <c>-25%</c>, <c>2&lt;75%</c> and lists of such conditions.</summary>
internal static class MinimumShouldMatch
{
    public static int Calculate(string specification, int clauses)
    {
        var text = specification.Trim();
        if (text.Contains('<', StringComparison.Ordinal))
        {
            var result = clauses;
            foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = condition.Split('<');
                if (parts.Length != 2)
                {
                    throw Invalid(specification);
                }

                if (clauses <= Number(parts[0], specification))
                {
                    return result;
                }

                result = Calculate(parts[1], clauses);
            }

            return result;
        }

        int count;
        if (text.EndsWith('%'))
        {
            var percent = Number(text[..^1], specification);
            var share = (int)(clauses * percent / 100f);
            count = share < 0 ? clauses + share : share;
        }
        else
        {
            var number = Number(text, specification);
            count = number < 0 ? clauses + number : number;
        }

        return Math.Max(count, 0);
    }

    private static int Number(string text, string specification)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(specification);

    private static OpenSearchException Invalid(string specification)
        => Errors.NumberFormat(specification);
}
