namespace Migration.Dashboard.Resources;


/// <summary>A resource that another one refers to (<c>Reference</c>), waits for (<c>WaitFor</c>) or is part of (<c>Parent</c>).</summary>
public sealed record RelationInfo(string Resource, string Type);
