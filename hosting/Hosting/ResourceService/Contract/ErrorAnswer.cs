namespace Migration.Hosting.ResourceService.Contract;


/// <summary>Why a request was refused.</summary>
internal sealed record ErrorAnswer(string Error);
