namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A resource that another one refers to, waits for or is part of.</summary>
internal sealed record RelationItem(string Resource, string Type);
