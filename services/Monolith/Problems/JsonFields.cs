using System.Text.Json;

namespace Migration.Monolith.Problems;

/// <summary>
/// Typed reading of a JSON object's fields. Wrong types and unknown names are gathered, so that the caller learns of
/// all of them at once, from <see cref="ThrowIfInvalid"/>.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement body;
    private readonly List<FieldError> errors = [];

    public JsonFields(JsonElement body, IReadOnlyList<string> knownFields)
    {
        this.body = body;
        foreach (var property in body.EnumerateObject())
        {
            if (!knownFields.Contains(property.Name, StringComparer.Ordinal))
            {
                Refuse(property.Name, property.Value, $"is not a field that can be set here; these can: {string.Join(", ", knownFields)}");
            }
        }
    }

    /// <summary>The object as it was sent.</summary>
    public string Source => body.GetRawText();

    public bool IsEmpty => !body.EnumerateObject().Any();

    public Optional<string> Text(string field)
    {
        if (!body.TryGetProperty(field, out var value))
        {
            return default;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return new Optional<string>(true, null);
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong<string>(field, value, "must be a string");
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is valid JSON and no text.
            return Wrong<string>(field, value, "must be text: it holds half of a surrogate pair");
        }
    }

    public Optional<decimal?> Decimal(string field)
    {
        if (!body.TryGetProperty(field, out var value))
        {
            return default;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => new Optional<decimal?>(true, null),
            JsonValueKind.Number when value.TryGetDecimal(out var number) => (decimal?)number,
            JsonValueKind.Number => Wrong<decimal?>(field, value, "is too large"),
            _ => Wrong<decimal?>(field, value, "must be a number"),
        };
    }

    public Optional<int?> Int(string field)
    {
        if (!body.TryGetProperty(field, out var value))
        {
            return default;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => new Optional<int?>(true, null),
            JsonValueKind.Number when value.TryGetInt32(out var number) => (int?)number,
            _ => Wrong<int?>(field, value, "must be a whole number of at most 2147483647"),
        };
    }

    /// <summary>A list of whole numbers; null and absent are both "absent".</summary>
    public Optional<IReadOnlyList<int>> Ints(string field)
    {
        if (!body.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong<IReadOnlyList<int>>(field, value, "must be a list of whole numbers");
        }

        var numbers = new List<int>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var number))
            {
                return Wrong<IReadOnlyList<int>>(field, item, "must be a list of whole numbers");
            }

            numbers.Add(number);
        }

        return new Optional<IReadOnlyList<int>>(true, numbers);
    }

    public void Refuse(string field, string rule)
        => Refuse(field, body.TryGetProperty(field, out var value) ? value : default, rule);

    public void ThrowIfInvalid()
    {
        if (errors.Count > 0)
        {
            throw ProblemException.Invalid([.. errors]);
        }
    }

    private Optional<T> Wrong<T>(string field, JsonElement value, string rule)
    {
        Refuse(field, value, rule);
        return default;
    }

    private void Refuse(string field, JsonElement value, string rule)
    {
        if (errors.Exists(error => string.Equals(error.Field, field, StringComparison.Ordinal)))
        {
            // Of the wrong type, and so against every further rule too: the first says enough.
            return;
        }

        var sent = value.ValueKind == JsonValueKind.Undefined ? null : ProblemException.Shorten(value.GetRawText());
        errors.Add(new FieldError(ProblemException.Shorten(field)!, sent, rule));
    }
}
