namespace Migration.Verdict.Catalogue;

/// <summary>A suite as it must be.</summary>
/// <param name="Name">Also its folder's: <c>tests/Smoke</c>.</param>
/// <param name="Title">For readers.</param>
/// <param name="Limit">Longer than that, and it is ended.</param>
/// <param name="Checks">In their order.</param>
internal sealed record SuiteDefinition(string Name, string Title, TimeSpan Limit, IReadOnlyList<CheckDefinition> Checks)
{
    /// <value>The suite in whose pause it can run; null: by itself. Neither of them measures.</value>
    public string? PauseOf { get; init; }

    public string Project => $"{Name}.Suite";
}
