namespace Migration.Monolith.Auth;

/// <summary>A row of <c>users</c>.</summary>
internal sealed record TestUser(int Id, string Email, string Role);
