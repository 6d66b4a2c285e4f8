namespace Migration.Dashboard.Migrating.Sources.Wire;

/// <summary>Why a source refuses: RFC 9457 problem details, or Toxiproxy's <c>{"error": …}</c>.</summary>
internal sealed record ProblemDocument
{
    public string? Code { get; init; }

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<ProblemField>? Errors { get; init; }

    public override string ToString()
    {
        var what = Error ?? string.Join(": ", new[] { Title, Detail }.Where(part => !string.IsNullOrEmpty(part)).Distinct(StringComparer.Ordinal));

        // The monolith's detail names the fields itself; another source's may not.
        var fields = string.Join("; ", (Errors ?? []).Where(field => Detail?.Contains($"{field.Field}: {field.Rule}", StringComparison.Ordinal) != true).Select(field => $"{field.Field} {field.Rule}"));
        return fields.Length == 0 ? what : $"{what} ({fields})";
    }
}
