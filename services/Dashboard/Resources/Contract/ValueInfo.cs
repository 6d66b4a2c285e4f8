namespace Migration.Dashboard.Resources;


/// <summary>A variable, an argument or a property. Of a secret the value is what may be shown of it, or null.</summary>
public sealed record ValueInfo(string Name, string? Value, bool IsSecret, bool IsFromModel = false);
