namespace Migration.Listings.Search;

/// <summary>Only one at a time.</summary>
internal sealed class RebuildUnderWayException() : Exception("the index is being rebuilt already");
