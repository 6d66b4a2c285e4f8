namespace Migration.Listings.Security;

/// <summary>Who calls, by the claims of a valid token and by nothing else.</summary>
internal sealed record Caller(long UserId, bool IsAdmin)
{
    /// <summary>Whether this caller may act for the user.</summary>
    public bool MayActFor(long userId) => IsAdmin || userId == UserId;
}
