namespace Migration.FaultProxy.Grpc;

/// <summary>Which calls a fault counts, and which of those it is done to.</summary>
/// <param name="Method"><c>package.Service/Method</c>, <c>package.Service/*</c>, <c>Method</c> alone, or <c>*</c>.</param>
/// <param name="First">Only the first so many; 0 means no such limit.</param>
/// <param name="Every">Only each so many-th; 0 means no such limit.</param>
internal sealed record CallFilter(string Method, long First, long Every)
{
    public const string AnyMethod = "*";

    private const string AnyOfService = "/*";

    /// <param name="path">As in the request: <c>/package.Service/Method</c>.</param>
    public bool Matches(string path)
    {
        var wanted = Method.TrimStart('/');
        var called = path.AsSpan().TrimStart('/');
        if (string.Equals(wanted, AnyMethod, StringComparison.Ordinal))
        {
            return true;
        }

        var service = called[..Math.Max(0, called.LastIndexOf('/'))];
        return wanted.EndsWith(AnyOfService, StringComparison.Ordinal)
            ? service.SequenceEqual(wanted.AsSpan()[..^AnyOfService.Length])
            : called.SequenceEqual(wanted) || (!wanted.Contains('/') && called[(called.LastIndexOf('/') + 1)..].SequenceEqual(wanted));
    }
}
