namespace Aspire.Hosting;

/// <summary>Shapes resources: environment, command line, endpoints, references, waits, health, commands and links.</summary>
public static partial class ResourceBuilderExtensions
{
}
