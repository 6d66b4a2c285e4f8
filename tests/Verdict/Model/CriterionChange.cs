namespace Migration.Verdict.Model;

/// <summary>A criterion whose state or value is another than it was.</summary>
internal sealed record CriterionChange(string Title, string Before, string Now, string Change);
