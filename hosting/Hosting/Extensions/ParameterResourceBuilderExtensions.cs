using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;

namespace Aspire.Hosting;

/// <summary>Adds values that come from the configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is configured as <c>Parameters:{name}</c>, hyphens also as underscores.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <returns>A builder to shape the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.AddResource(CreateParameter(builder, name, secret));
    }

    /// <summary>Adds a parameter whose value is given here; the configuration does not change it.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="publishValueAsDefault">True writes the value to deployment manifests.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <returns>A builder to shape the parameter.</returns>
    /// <exception cref="ArgumentException">A secret was to be published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter whose value is made when it is first asked for; the configuration does not change it.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="valueGetter">Makes the value.</param>
    /// <param name="publishValueAsDefault">True writes the value to deployment manifests.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <returns>A builder to shape the parameter.</returns>
    /// <exception cref="ArgumentException">A secret was to be published.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException($"The parameter '{name}' cannot be both secret and published as a default value.", nameof(secret));
        }

        var parameter = new ParameterResource(name, _ => valueGetter(), secret)
        {
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        };
        return builder.AddResource(parameter);
    }

    /// <summary>Adds a parameter whose value is configured as <c>Parameters:{name}</c> or else comes from a default.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">Makes the default.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <param name="persist">True keeps the default in the AppHost's user secrets, so that the next run has the same.</param>
    /// <returns>A builder to shape the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist ? PersistedParameterDefault.Wrap(builder, name, value) : value;
        return builder.AddResource(parameter);
    }

    /// <summary>Adds a parameter whose value is configured under a key of its own.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="configurationKey">The key.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <returns>A builder to shape the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configurationKey);
        var parameter = new ParameterResource(name, fallback => ParameterValue.Find(builder.Configuration, name, configurationKey, fallback), secret)
        {
            ConfigurationKey = configurationKey,
        };
        return builder.AddResource(parameter);
    }

    /// <summary>Says what the value of a parameter is for.</summary>
    /// <param name="builder">The parameter.</param>
    /// <param name="description">The description.</param>
    /// <param name="enableMarkdown">True when the description is Markdown.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(description);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Adds a connection string that is configured as <c>ConnectionStrings:{name}</c>.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="environmentVariableName">The variable that carries it to those who refer to it; null means <c>ConnectionStrings__{name}</c>.</param>
    /// <returns>A builder to shape the connection string.</returns>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var key = $"ConnectionStrings:{name}";
        var parameter = new ConnectionStringParameterResource(
            name, fallback => ParameterValue.Find(builder.Configuration, name, key, fallback), environmentVariableName);
        return builder.AddResource(parameter);
    }

    /// <summary>Creates a parameter with a generated password that is kept in the AppHost's user secrets, without adding it.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="lower">True allows lower-case letters.</param>
    /// <param name="upper">True allows upper-case letters.</param>
    /// <param name="numeric">True allows digits.</param>
    /// <param name="special">True allows special characters.</param>
    /// <param name="minLower">The least number of lower-case letters.</param>
    /// <param name="minUpper">The least number of upper-case letters.</param>
    /// <param name="minNumeric">The least number of digits.</param>
    /// <param name="minSpecial">The least number of special characters.</param>
    /// <returns>The parameter.</returns>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) => CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>Creates a parameter with a generated value that is kept in the AppHost's user secrets, without adding it.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <param name="parameterDefault">Makes the value.</param>
    /// <returns>The parameter.</returns>
    public static ParameterResource CreateGeneratedParameter(
        IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parameterDefault);
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = PersistedParameterDefault.Wrap(builder, name, parameterDefault);
        return parameter;
    }

    /// <summary>Creates a parameter whose value is configured as <c>Parameters:{name}</c>, without adding it.</summary>
    /// <param name="builder">The application builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    /// <returns>The parameter.</returns>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return new ParameterResource(name, fallback => ParameterValue.Find(builder.Configuration, name, $"Parameters:{name}", fallback), secret);
    }
}
