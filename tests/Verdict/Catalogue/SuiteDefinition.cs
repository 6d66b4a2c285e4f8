namespace Migration.Verdict.Catalogue;

/// <summary>A suite as it must be.</summary>
/// <param name="Name">Also its folder's: <c>tests/Smoke</c>.</param>
/// <param name="Title">For readers.</param>
/// <param name="Limit">Longer than that, and it is ended.</param>
/// <param name="Checks">In their order.</param>
internal sealed record SuiteDefinition(string Name, string Title, TimeSpan Limit, IReadOnlyList<CheckDefinition> Checks)
{
    /// <value>Whether it asks that the monolith has just been started.</value>
    public bool BeginsAnew { get; init; }

    public string Project => $"{Name}.Suite";
}
