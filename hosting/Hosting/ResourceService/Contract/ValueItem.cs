namespace Migration.Hosting.ResourceService.Contract;


/// <summary>A variable, an argument or a property of a resource. Of a secret <see cref="Value"/> is what may be shown of it, or null.</summary>
internal sealed record ValueItem(string Name, string? Value, bool IsSecret)
{
    /// <summary>Whether the AppHost set it, and not the engine or the machine.</summary>
    public bool IsFromModel { get; init; }
}
