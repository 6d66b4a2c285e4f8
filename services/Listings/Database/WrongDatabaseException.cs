namespace Migration.Listings.Database;

/// <summary>The database is not the service's own, or cannot be brought to its schema. Waiting does not help.</summary>
internal sealed class WrongDatabaseException : Exception
{
    public WrongDatabaseException(string message)
        : base(message)
    {
    }

    public WrongDatabaseException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
