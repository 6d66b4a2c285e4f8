using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Migration.Otlp.Records;

/// <summary>
/// Named values in the order in which they were sent. A value is null, string, bool, long, double, byte[],
/// <see cref="IReadOnlyList{T}"/> of such values, or <see cref="TelemetryAttributes"/>.
/// </summary>
public sealed class TelemetryAttributes : IReadOnlyList<KeyValuePair<string, object?>>
{
    public static readonly TelemetryAttributes Empty = new([]);

    private readonly KeyValuePair<string, object?>[] _items;

    public TelemetryAttributes(IEnumerable<KeyValuePair<string, object?>> items) => _items = [.. items];

    public int Count => _items.Length;

    public KeyValuePair<string, object?> this[int index] => _items[index];

    /// <summary>The value of that name, null if there is none.</summary>
    public object? this[string key] => TryGet(key, out var value) ? value : null;

    public bool TryGet(string key, [NotNullWhen(true)] out object? value)
    {
        foreach (var item in _items)
        {
            if (string.Equals(item.Key, key, StringComparison.Ordinal))
            {
                value = item.Value;
                return value is not null;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The value of that name as text, null if there is none.</summary>
    public string? Text(string key) => TryGet(key, out var value) ? TextOf(value) : null;

    public bool Contains(string text)
        => _items.Any(item => item.Key.Contains(text, StringComparison.OrdinalIgnoreCase)
            || TextOf(item.Value).Contains(text, StringComparison.OrdinalIgnoreCase));

    public static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool truth => truth ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        TelemetryAttributes map => $"{{{string.Join(", ", map.Select(item => $"{item.Key}: {TextOf(item.Value)}"))}}}",
        IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(TextOf))}]",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        => ((IEnumerable<KeyValuePair<string, object?>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For a failing test's message.</summary>
    public override string ToString() => TextOf(this);
}
