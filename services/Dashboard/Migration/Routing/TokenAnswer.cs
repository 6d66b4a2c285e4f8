namespace Migration.Dashboard.Migrating.Routing;

/// <summary>A token and for how many seconds it is good.</summary>
internal sealed record TokenAnswer(string AccessToken, int ExpiresIn);
