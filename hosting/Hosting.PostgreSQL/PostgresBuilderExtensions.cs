using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Migration.Hosting.PostgreSQL;
using Migration.Hosting.Runtime;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and databases to an application.</summary>
public static partial class PostgresBuilderExtensions
{
    private const string Image = "library/postgres";
    private const string ImageTag = "18.3";
    private const int PortInContainer = 5432;
    private static readonly TimeSpan s_healthCheckTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds a PostgreSQL server. It listens on this machine alone, asks for its password (scram-sha-256) and writes enough to its log for
    /// logical replication. It is healthy when it lets its user in.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource, and of its connection string.</param>
    /// <param name="userName">The name of the superuser; null means <c>postgres</c>.</param>
    /// <param name="password">The superuser's password; null means one that is generated, as parameter <c>{name}-password</c>.</param>
    /// <param name="port">The port, 1 to 65535; null means any free one.</param>
    /// <returns>The server.</returns>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password");
        var server = new PostgresServerResource(name, userName?.Resource, passwordParameter);
        builder.Services.TryAddSingleton<NativeServers>();
        var check = AddCheck(builder, name, provider => new ServerHealthCheck(server, provider.GetRequiredService<NativeServers>()));
        return builder.AddResource(server)
            .WithEndpoint(port: port, targetPort: PortInContainer, name: PostgresServerResource.PrimaryEndpointName)
            .WithImage(Image, ImageTag)
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["POSTGRES_USER"] = server.UserNameReference;
                context.EnvironmentVariables["POSTGRES_PASSWORD"] = server.PasswordParameter;
            })
            .WithHealthCheck(check)
            .WithAnnotation(new LauncherAnnotation(provider => new PostgresLauncher(server, provider.GetRequiredService<NativeServers>())))
            .OnBeforeResourceStarted((_, _, _) => DatabaseCreation.ForgetAsync(server))
            .OnResourceReady((_, ready, cancellationToken) => DatabaseCreation.CreateAsync(server, ready.Services, cancellationToken));
    }

    /// <summary>Gives the server's superuser another name.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="userName">The name.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithUserName(
        this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> userName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(userName);
        builder.Resource.UserNameParameter = userName.Resource;
        return builder;
    }

    /// <summary>Gives the server's superuser another password.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="password">The password. A data folder that was made with another one takes this one at its next start.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithPassword(
        this IResourceBuilder<PostgresServerResource> builder, IResourceBuilder<ParameterResource> password)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(password);
        builder.Resource.PasswordParameter = password.Resource;
        return builder;
    }

    /// <summary>Sets the port that the server listens on.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="port">The port, 1 to 65535; null means any free one.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<PostgresServerResource> WithHostPort(this IResourceBuilder<PostgresServerResource> builder, int? port)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEndpoint(PostgresServerResource.PrimaryEndpointName, endpoint => endpoint.Port = port);
    }

    private static string AddCheck(IDistributedApplicationBuilder builder, string name, Func<IServiceProvider, IHealthCheck> create)
    {
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(key, create, failureStatus: null, tags: null, timeout: s_healthCheckTimeout));
        return key;
    }
}
