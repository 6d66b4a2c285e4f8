using System.ComponentModel.DataAnnotations;

namespace Migration.Listings.Search;

/// <summary>Section <c>Search</c>.</summary>
internal sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>The name under which the index is found; two environments on one search node need two.</summary>
    [Required]
    [RegularExpression("^[a-z][a-z0-9-]*$")]
    public string Alias { get; set; } = "listings";

    /// <summary>How long a search may take before the database answers instead; never more than half of what the caller has left.</summary>
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a search node that failed is not asked.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);
}
