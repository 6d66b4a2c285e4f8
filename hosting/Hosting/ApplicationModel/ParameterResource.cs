namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from the configuration or from a default, such as a password.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;
    private readonly Func<ParameterDefault?, string> _callback;

    /// <summary>Creates a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="callback">Finds the value, given the default; called at most once.</param>
    /// <param name="secret">True keeps the value out of everything that is shown.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _callback = callback;
        _value = new Lazy<string>(() => _callback(Default));
        Secret = secret;
    }

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">It is neither configured nor has it a default.</exception>
    [Obsolete("Use GetValueAsync for async access or pass the ParameterResource directly to methods that accept it (e.g., environment variables).")]
    public string Value => CurrentValue;

    /// <summary>Gives the value when none is configured; null when there must be one.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>True keeps the value out of everything that is shown.</summary>
    public bool Secret { get; }

    /// <summary>True when the value is a connection string, which is configured as <c>ConnectionStrings:{name}</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>What the value is for; shown when it is missing.</summary>
    public string? Description { get; set; }

    /// <summary>True when <see cref="Description"/> is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <summary>The value, without the warning of <see cref="Value"/>.</summary>
    internal string CurrentValue => _value.Value;

    /// <summary>The key in the configuration that gives the value.</summary>
    internal string ConfigurationKey
    {
        get => field ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}");
        set;
    }

    /// <summary>Returns the value.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MissingParameterValueException">It is neither configured nor has it a default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<string?>(CurrentValue);
    }

    /// <summary>Returns the value; it is the same for all who ask.</summary>
    /// <param name="_">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MissingParameterValueException">It is neither configured nor has it a default.</exception>
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
}
