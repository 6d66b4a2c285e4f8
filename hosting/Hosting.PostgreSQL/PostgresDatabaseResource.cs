using System.Data.Common;
using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database on a PostgreSQL server, created when the server is ready.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}, Database = {DatabaseName}")]
public class PostgresDatabaseResource : Resource, IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    private TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Creates a database resource.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="databaseName">The name of the database on the server.</param>
    /// <param name="postgresParentResource">The server.</param>
    public PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(postgresParentResource);
        DatabaseName = databaseName;
        Parent = postgresParentResource;
    }

    /// <summary>Ends when it was created, or found, since its server was started.</summary>
    internal Task Created => Volatile.Read(ref _created).Task;

    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; }

    /// <summary>The name of the database on the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The server's connection string with <c>;Database={databaseName}</c> added.</summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            // Quotes the name where a connection string needs it.
            var database = new DbConnectionStringBuilder { ["Database"] = DatabaseName }.ConnectionString;
            return ReferenceExpression.Create($"{new ConnectionStringReference(Parent, optional: true)};{database}");
        }
    }

    /// <summary><c>postgresql://{user}:{password}@{host}:{port}/{databaseName}</c>, the names and the password escaped for a URI.</summary>
    public ReferenceExpression UriExpression => Parent.BuildUri(DatabaseName);

    /// <summary><c>jdbc:postgresql://{host}:{port}/{databaseName}</c>; user and password are properties of their own there.</summary>
    public ReferenceExpression JdbcConnectionString => Parent.BuildJdbcConnectionString(DatabaseName);

    internal void SetCreated() => _created.TrySetResult();

    /// <summary>Its server starts anew: whether it is there is open again.</summary>
    internal void ForgetCreated()
    {
        if (Created.IsCompleted)
        {
            Volatile.Write(ref _created, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.CombineProperties(
        [
            new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
            new("Uri", UriExpression),
            new("JdbcConnectionString", JdbcConnectionString),
        ]);
}
