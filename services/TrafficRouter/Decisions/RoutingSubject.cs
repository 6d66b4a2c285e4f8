namespace Migration.TrafficRouter.Decisions;

/// <summary>Whom a decision is about: a user by number, a visitor by a stable id, or nobody.</summary>
public readonly record struct RoutingSubject
{
    private const int MinVisitorLength = 8;
    private const int MaxVisitorLength = 128;

    private RoutingSubject(long userId, string? visitorId)
    {
        UserId = userId;
        VisitorId = visitorId;
    }

    /// <summary>Nobody in particular: always the monolith.</summary>
    public static RoutingSubject Anonymous => default;

    /// <summary>0 for one who has not signed in.</summary>
    public long UserId { get; }

    public string? VisitorId { get; }

    public bool IsAnonymous => UserId == 0 && VisitorId is null;

    /// <summary>The key that the bucket function takes; null for nobody.</summary>
    public string? Key => UserId > 0 ? $"u:{UserId}" : VisitorId is null ? null : $"v:{VisitorId}";

    /// <exception cref="ArgumentOutOfRangeException">Users are numbered from 1.</exception>
    public static RoutingSubject User(long userId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(userId);
        return new RoutingSubject(userId, null);
    }

    /// <summary>
    /// 8 to 128 letters, digits, points, dashes or underscores. Whoever sends anything else is nobody: an id that anyone can
    /// make up must not cost more than a look.
    /// </summary>
    public static RoutingSubject Visitor(string? visitorId)
        => visitorId is { Length: >= MinVisitorLength and <= MaxVisitorLength } && IsPlain(visitorId)
            ? new RoutingSubject(0, visitorId)
            : Anonymous;

    private static bool IsPlain(string id)
    {
        foreach (var letter in id)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
