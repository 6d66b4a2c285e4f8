using System.Globalization;
using Migration.Monolith.Auth;
using Migration.Monolith.WriteKeys;

namespace Migration.Monolith.Listings;

/// <summary>A write as both sides need it. <see cref="Id"/> is 0 for a create, <see cref="Change"/> null for a delete.</summary>
internal sealed record ListingWrite(int Id, Caller Caller, ListingChange? Change, WriteKey? Key)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"listing {Id}");
}
