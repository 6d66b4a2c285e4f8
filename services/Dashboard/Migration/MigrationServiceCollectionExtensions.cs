// Not Migration.Dashboard.Migration: that would hide the namespace Migration itself from everything here.
namespace Migration.Dashboard.Migrating;

internal static class MigrationServiceCollectionExtensions
{
    public static IServiceCollection AddMigration(this IServiceCollection services) => services;
}
