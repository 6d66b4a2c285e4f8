using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;

namespace Aspire.Hosting;

/// <summary>Adds connection strings that are put together here.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string made of an expression; it waits for the resources that the expression names.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="connectionStringExpression">The text with its live references.</param>
    /// <returns>A builder to shape the connection string.</returns>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(connectionStringExpression);
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression))
            .WithReferenceRelationship(connectionStringExpression);
        return ValueResourceLife.Begin(added);
    }

    /// <summary>Adds a connection string that is put together in steps.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="connectionStringBuilder">Adds the parts.</param>
    /// <returns>A builder to shape the connection string.</returns>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }
}
