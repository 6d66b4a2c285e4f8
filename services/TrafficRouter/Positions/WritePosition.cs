using System.Globalization;
using Migration.TrafficRouter.Decisions;

namespace Migration.TrafficRouter.Positions;

/// <summary>
/// Where a user's newest write stands. As text: <c>1.{side}.{user}.{unix milliseconds}.{position or -}</c>. It is no secret and
/// no permission: whoever forges one moves their own reads, within what the flag allows.
/// </summary>
public sealed record WritePosition(Side Side, long UserId, DateTimeOffset WrittenAt, string? Position)
{
    private const string Format = "1";
    private const int MaxLength = 128;

    public static WritePosition? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || text.Split('.') is not [Format, var side, var user, var at, { Length: > 0 } position])
        {
            return null;
        }

        return SideNames.TryParse(side, out var parsed)
            && long.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new WritePosition(parsed, userId, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), position is "-" ? null : position)
            : null;
    }

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Format}.{Side.ToWord()}.{UserId}.{WrittenAt.ToUnixTimeMilliseconds()}.{Position ?? "-"}");
}
