namespace Migration.TestSupport.Faults;

/// <summary>A gRPC call as it passed the proxy.</summary>
/// <param name="Method"><c>package.Service/Method</c>.</param>
/// <param name="Status">The number of the status that the client got; null where it got none.</param>
/// <param name="Headers">The client's headers, with no credentials.</param>
public sealed record WireCall(string Method, int? Status, IReadOnlyDictionary<string, string> Headers);
