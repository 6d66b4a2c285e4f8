namespace Migration.Hosting.ResourceService.Contract;


/// <summary>Where a resource can be reached.</summary>
internal sealed record AddressItem(string? Endpoint, string Url, string? DisplayName, bool IsInternal, bool IsActive, int Order);
