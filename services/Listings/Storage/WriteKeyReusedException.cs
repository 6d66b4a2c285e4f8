namespace Migration.Listings.Storage;

/// <summary>The key names another request already.</summary>
internal sealed class WriteKeyReusedException() : Exception("the idempotency key was used for another request");
