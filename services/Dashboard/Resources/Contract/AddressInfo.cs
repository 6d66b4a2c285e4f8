namespace Migration.Dashboard.Resources;


/// <summary>Where a resource can be reached.</summary>
public sealed record AddressInfo(string? Endpoint, string Url, string? DisplayName, bool IsInternal, bool IsActive, int Order);
