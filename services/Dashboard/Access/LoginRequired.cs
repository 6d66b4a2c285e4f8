namespace Migration.Dashboard.Access;

/// <summary>Marks an endpoint that is not for strangers.</summary>
internal sealed class LoginRequired;
