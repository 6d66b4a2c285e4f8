namespace Migration.Hosting.ResourceService.Contract;


/// <summary>Asks for one secret. The kind is <c>variable</c>, <c>argument</c> or <c>property</c>.</summary>
internal sealed record RevealRequest(string Resource, string Kind, string Name)
{
    public const string Variable = "variable";
    public const string Argument = "argument";
    public const string Property = "property";
}
