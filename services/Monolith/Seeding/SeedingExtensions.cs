using Migration.Monolith.Seeding.Dump;

namespace Migration.Monolith.Seeding;

internal static class SeedingExtensions
{
    public static void AddSeeding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(SeedSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<Seeder>();
        builder.Services.AddSingleton(DumpSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<DumpLoader>();
    }
}
