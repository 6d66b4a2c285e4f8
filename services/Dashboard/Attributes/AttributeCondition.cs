using System.Globalization;
using Migration.Otlp.Records;

namespace Migration.Dashboard.Attributes;

/// <summary>
/// One condition on an attribute, written in the address as name, operator and value: <c>http.route=/listings</c>,
/// <c>http.response.status_code&gt;=500</c>, <c>exception.type!~Timeout</c>.
/// </summary>
public sealed record AttributeCondition(string Name, string Operator, string Value)
{
    /// <summary>With what they mean; a longer one stands before the shorter one that it begins with.</summary>
    public static readonly IReadOnlyList<(string Operator, string Meaning)> Operators =
    [
        ("=", "is"), ("!=", "is not"), ("~", "contains"), ("!~", "does not contain"), (">=", "is at least"), ("<=", "is at most"), (">", "is more than"), ("<", "is less than"),
    ];

    private static readonly string[] LongestFirst = ["!=", "!~", ">=", "<=", "=", "~", ">", "<"];

    public static IReadOnlyList<AttributeCondition> ParseAll(IEnumerable<string>? texts)
        => texts is null ? [] : [.. texts.Select(TryParse).OfType<AttributeCondition>()];

    /// <summary>Null if there is no operator in it, or nothing before that.</summary>
    public static AttributeCondition? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var index = 1; index < text.Length; index++)
        {
            if (LongestFirst.FirstOrDefault(candidate => string.CompareOrdinal(text, index, candidate, 0, candidate.Length) == 0) is { } found)
            {
                return new AttributeCondition(text[..index].Trim(), found, text[(index + found.Length)..].Trim());
            }
        }

        return null;
    }

    public bool Matches(TelemetryAttributes attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var actual = attributes.Text(Name);
        return Operator switch
        {
            "=" => string.Equals(actual, Value, StringComparison.OrdinalIgnoreCase),
            "!=" => !string.Equals(actual, Value, StringComparison.OrdinalIgnoreCase),
            "~" => actual?.Contains(Value, StringComparison.OrdinalIgnoreCase) == true,
            "!~" => actual?.Contains(Value, StringComparison.OrdinalIgnoreCase) != true,
            ">=" => Compare(actual) >= 0,
            "<=" => Compare(actual) <= 0,
            ">" => Compare(actual) > 0,
            "<" => Compare(actual) < 0,
            _ => false,
        };
    }

    public override string ToString() => Name + Operator + Value;

    /// <summary>As numbers where both are; what is not there compares with nothing.</summary>
    private int? Compare(string? actual)
    {
        if (actual is null)
        {
            return null;
        }

        return double.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
                ? left.CompareTo(right)
                : string.Compare(actual, Value, StringComparison.OrdinalIgnoreCase);
    }
}
