namespace Migration.FaultProxy.Grpc;

/// <summary>Nothing more comes, and nothing ends, until the fault is taken away or somebody gives up.</summary>
internal sealed record StallAttributes : CutAttributes;
