namespace Migration.Listings.Search;

/// <summary>The rebuild paused for so long that jobs no longer went to its index: it must not take the old one's place.</summary>
internal sealed class RebuildLostException() : HttpRequestException("the rebuild was interrupted for too long and is given up");
