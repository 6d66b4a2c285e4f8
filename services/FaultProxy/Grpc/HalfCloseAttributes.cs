namespace Migration.FaultProxy.Grpc;

/// <summary>That side's half of the stream ends: the server's without a status, the client's as if it had no more to say.</summary>
internal sealed record HalfCloseAttributes : CutAttributes;
