namespace Migration.Verdict.Faults;

/// <summary>A fault that one check at least must find.</summary>
/// <param name="Name">Its file's.</param>
/// <param name="Title">What is wrong where it is switched on.</param>
/// <param name="File">The source that it is woven into, from the repository's root.</param>
/// <param name="Suite">Of the check.</param>
/// <param name="Check">The test that must turn red.</param>
/// <param name="Was">What stands in the source, exactly once.</param>
/// <param name="Is">What takes its place; FAULT asks whether it is switched on.</param>
internal sealed record SeededFaultDefinition(string Name, string Title, string File, string Suite, string Check, string Was, string Is)
{
    /// <exception cref="FormatException">The source has changed, and the fault no longer fits.</exception>
    public string WeaveInto(string source)
    {
        var at = source.IndexOf(Was, StringComparison.Ordinal);
        return at >= 0 && source.IndexOf(Was, at + 1, StringComparison.Ordinal) < 0
            ? source.Replace(Was, Is.Replace("FAULT", $"global::Migration.SeededFault.Is(\"{Name}\")", StringComparison.Ordinal), StringComparison.Ordinal)
            : throw new FormatException($"The seeded fault '{Name}' no longer fits {File}: what it replaces must stand there exactly once. Bring eng/faults/{Name}.fault up to date.");
    }
}
