namespace Migration.Monolith.Auth;

internal sealed record IssuedToken(int UserId, string AccessToken);
