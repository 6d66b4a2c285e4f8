namespace Migration.Dashboard.Resources;

internal static class ResourcesServiceCollectionExtensions
{
    public static IServiceCollection AddResources(this IServiceCollection services) => services;
}
