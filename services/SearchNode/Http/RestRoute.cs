namespace Migration.SearchNode.Http;

/// <summary>One operation: what answers it and which query parameters it knows.</summary>
internal sealed record RestRoute(string Template, Func<RestRequest, Task<RestResponse>> Handle, IReadOnlySet<string> Parameters)
{
    /// <summary>May be answered while the indices are still being recovered.</summary>
    public bool BeforeRecovery { get; init; }
}
