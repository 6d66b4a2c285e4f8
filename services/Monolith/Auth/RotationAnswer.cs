namespace Migration.Monolith.Auth;

internal sealed record RotationAnswer(string SigningKid, IReadOnlyList<string> PublishedKids);
