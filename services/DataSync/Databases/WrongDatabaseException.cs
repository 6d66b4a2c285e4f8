namespace Migration.DataSync.Databases;

/// <summary>A connection string leads to a database that is not to be synchronised. Waiting does not help.</summary>
internal sealed class WrongDatabaseException(string message) : Exception(message);
