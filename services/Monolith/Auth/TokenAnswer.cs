namespace Migration.Monolith.Auth;

internal sealed record TokenAnswer(string AccessToken, string TokenType, int ExpiresIn);
