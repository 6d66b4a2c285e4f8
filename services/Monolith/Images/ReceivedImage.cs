namespace Migration.Monolith.Images;

/// <summary>A checked file of an upload, in the folder for incoming files until its row is written.</summary>
internal sealed record ReceivedImage(string IncomingPath, string FileName, ImageKind Kind, int Size);
