namespace Migration.Dashboard.Migrating.Sources;

/// <summary>Where the sources are: said in the section <c>Dashboard:Migration</c>, else by service discovery's variables.</summary>
internal sealed class SourceAddresses(IConfiguration configuration)
{
    public const string Section = "Dashboard:Migration";

    public Uri? Monolith => Find("Monolith");

    public Uri? DataSync => Find("DataSync");

    public Uri? FaultProxy => Find("FaultProxy");

    /// <value>A report or a folder of them.</value>
    public string? Verdict => Text($"{Section}:Verdict");

    /// <value>For a monolith that issues no development tokens.</value>
    public string? AdminToken => Text($"{Section}:AdminToken");

    /// <value>The administrator of a development environment.</value>
    public string AdminEmail => Text($"{Section}:AdminEmail") ?? "admin@example.test";

    private Uri? Find(string name)
    {
        var resource = name.ToLowerInvariant();
        var address = Text($"{Section}:{name}") ?? Text($"services:{resource}:https:0") ?? Text($"services:{resource}:http:0");
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
    }

    private string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;
}
