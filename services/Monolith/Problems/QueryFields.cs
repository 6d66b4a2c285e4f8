using System.Globalization;

namespace Migration.Monolith.Problems;

/// <summary>
/// The same as <see cref="JsonFields"/> for the query string. A name that is unknown or given twice is refused: a misspelt
/// filter would show everything.
/// </summary>
internal sealed class QueryFields
{
    private readonly IQueryCollection query;
    private readonly List<FieldError> errors = [];

    public QueryFields(IQueryCollection query, IReadOnlyList<string> known)
    {
        this.query = query;
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Refuse(name, values, $"is not a parameter here; these are: {string.Join(", ", known)}");
            }
            else if (values.Count > 1)
            {
                Refuse(name, values, "is given more than once");
            }
        }
    }

    public string? Text(string name, int maxLength)
    {
        var value = Single(name);
        if (value is not null && (value.Length > maxLength || value.Any(char.IsControl)))
        {
            return Refuse<string>(name, value, $"must be text of at most {maxLength} characters without control characters");
        }

        return value;
    }

    public int? Int(string name, int min = 1, int max = int.MaxValue)
    {
        var value = Single(name);
        if (value is null)
        {
            return null;
        }

        var isNumber = PlainNumber.TryParse(value, NumberStyles.AllowLeadingSign, out int number);
        return isNumber && number >= min && number <= max
            ? number
            : Refuse<int?>(name, value, $"must be a whole number from {min} to {max}");
    }

    public decimal? Decimal(string name)
    {
        var value = Single(name);
        if (value is null)
        {
            return null;
        }

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return PlainNumber.TryParse(value, Plain, out decimal number) && number >= 0
            ? number
            : Refuse<decimal?>(name, value, "must be a number of at least 0, with a point for decimals");
    }

    public void Refuse(string name, string? value, string rule)
        => errors.Add(new FieldError(ProblemException.Shorten(name)!, ProblemException.Shorten(value), rule));

    public void ThrowIfInvalid()
    {
        if (errors.Count > 0)
        {
            throw ProblemException.Invalid([.. errors]);
        }
    }

    private string? Single(string name) => query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

    private T? Refuse<T>(string name, string value, string rule)
    {
        Refuse(name, value, rule);
        return default;
    }
}
