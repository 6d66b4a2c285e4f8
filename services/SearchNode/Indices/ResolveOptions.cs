using Migration.SearchNode.Http;

namespace Migration.SearchNode.Indices;

/// <summary>How names and patterns of indices are read.</summary>
internal sealed record ResolveOptions
{
    /// <summary>The index too: where the path does not name it, the query string may.</summary>
    public static readonly string[] Parameters = ["index", "ignore_unavailable", "allow_no_indices", "expand_wildcards"];

    /// <summary>A name that is not there: an error, as everywhere but where the client says otherwise.</summary>
    public static readonly ResolveOptions Strict = new();

    public bool IgnoreUnavailable { get; init; }

    public bool AllowNoIndices { get; init; } = true;

    /// <summary>For whoever asks how the indices are, and not what is in them.</summary>
    public bool IgnoreBroken { get; init; }

    public bool ExpandOpen { get; init; } = true;

    public bool ExpandHidden { get; init; }

    public static ResolveOptions From(RestRequest request, ResolveOptions? defaults = null)
    {
        defaults ??= Strict;
        var options = defaults with
        {
            IgnoreUnavailable = request.Flag("ignore_unavailable", defaults.IgnoreUnavailable),
            AllowNoIndices = request.Flag("allow_no_indices", defaults.AllowNoIndices),
        };
        var expand = request.List("expand_wildcards");
        if (expand.Length == 0)
        {
            return options;
        }

        foreach (var word in expand)
        {
            if (word is not ("open" or "closed" or "hidden" or "none" or "all"))
            {
                throw Errors.IllegalArgument($"No valid expand wildcard value [{word}]");
            }
        }

        return options with
        {
            ExpandOpen = expand.Contains("open", StringComparer.Ordinal) || expand.Contains("all", StringComparer.Ordinal) || expand.SequenceEqual(["hidden"]),
            ExpandHidden = expand.Contains("hidden", StringComparer.Ordinal) || expand.Contains("all", StringComparer.Ordinal),
        };
    }
}
