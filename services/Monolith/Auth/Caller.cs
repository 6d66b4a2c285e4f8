namespace Migration.Monolith.Auth;

/// <summary>Who is calling, by the claims of a verified token and by nothing else.</summary>
internal sealed record Caller(int UserId, string Email, bool IsAdmin)
{
    public bool MayChange(int? owner) => IsAdmin || owner == UserId;
}
