namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server. Other engines run it as a container, this one as a native process.</summary>
public class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    private const string DefaultUserName = "postgres";

    private readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PostgresDatabaseResource> _databaseResources = [];

    /// <summary>Creates a server.</summary>
    /// <param name="name">The name.</param>
    /// <param name="userName">The name of the superuser; null means <c>postgres</c>.</param>
    /// <param name="password">The superuser's password.</param>
    public PostgresServerResource(string name, ParameterResource? userName, ParameterResource password)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
        UserNameParameter = userName;
        PasswordParameter = password;
    }

    /// <summary>The endpoint, named <c>tcp</c>, that clients connect to.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>The name of the superuser; null means <c>postgres</c>.</summary>
    public ParameterResource? UserNameParameter { get; set; }

    /// <summary>The superuser's password.</summary>
    public ParameterResource PasswordParameter { get; set; }

    /// <summary>The name of the superuser, whether it is given by a parameter or not.</summary>
    public ReferenceExpression UserNameReference => UserNameParameter is null
        ? ReferenceExpression.Create($"{DefaultUserName}")
        : ReferenceExpression.Create($"{UserNameParameter}");

    /// <summary>The host that clients connect to.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port that clients connect to.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary><c>Host={host};Port={port};Username={user};Password={password}</c>, or that of the resource it is redirected to.</summary>
    public ReferenceExpression ConnectionStringExpression => FindRedirect()?.ConnectionStringExpression
        ?? ReferenceExpression.Create($"Host={Host};Port={Port};Username={UserNameReference};Password={PasswordParameter}");

    /// <summary><c>postgresql://{user}:{password}@{host}:{port}</c>, user and password escaped for a URI.</summary>
    public ReferenceExpression UriExpression => BuildUri(databaseName: null);

    /// <summary><c>jdbc:postgresql://{host}:{port}</c>; user and password are properties of their own there.</summary>
    public ReferenceExpression JdbcConnectionString => BuildJdbcConnectionString(databaseName: null);

    /// <summary>The databases added to the server: the name of the resource, in any case, and that of the database.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases;

    internal IReadOnlyList<PostgresDatabaseResource> DatabaseResources => _databaseResources;

    /// <summary>Waits until the server's port is known and returns the connection string.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><c>Host={host};Port={port};Username={user};Password={password}</c>, without a database.</returns>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        FindRedirect()?.GetConnectionStringAsync(cancellationToken) ?? ConnectionStringExpression.GetValueAsync(cancellationToken);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Username", UserNameReference),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ];

    internal void AddDatabase(PostgresDatabaseResource database)
    {
        _databases.TryAdd(database.Name, database.DatabaseName);
        _databaseResources.Add(database);
    }

    internal ReferenceExpression BuildUri(string? databaseName)
    {
        var uri = new ReferenceExpressionBuilder();
        if (UserNameParameter is null)
        {
            uri.Append($"postgresql://{DefaultUserName:uri}:{PasswordParameter:uri}@{Host}:{Port}");
        }
        else
        {
            uri.Append($"postgresql://{UserNameParameter:uri}:{PasswordParameter:uri}@{Host}:{Port}");
        }

        return WithPath(uri, databaseName);
    }

    internal ReferenceExpression BuildJdbcConnectionString(string? databaseName)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.Append($"jdbc:postgresql://{Host}:{Port}");
        return WithPath(uri, databaseName);
    }

    private static ReferenceExpression WithPath(ReferenceExpressionBuilder uri, string? databaseName)
    {
        if (databaseName is not null)
        {
            uri.Append($"/{databaseName:uri}");
        }

        return uri.Build();
    }

    private IResourceWithConnectionString? FindRedirect() =>
        Annotations.OfType<ConnectionStringRedirectAnnotation>().LastOrDefault()?.Resource;
}
