namespace Migration.Listings.Storage;

/// <summary>A listing names a category that does not exist.</summary>
internal sealed class UnknownCategoryException(long categoryId, Exception cause) : Exception($"there is no category {categoryId}", cause);
