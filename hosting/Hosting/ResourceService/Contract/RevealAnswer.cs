namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A secret in clear.</summary>
internal sealed record RevealAnswer(string Value);
