namespace Migration.Monolith.Auth;

internal sealed record TokensAnswer(IReadOnlyList<IssuedToken> Tokens, string TokenType, int ExpiresIn);
