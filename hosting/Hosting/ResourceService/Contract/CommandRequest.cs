namespace Migration.Hosting.ResourceService.Contract;


/// <summary>Asks for a command.</summary>
internal sealed record CommandRequest(string Resource, string Command);
