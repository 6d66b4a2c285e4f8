namespace Migration.Monolith.Microservice;

internal static class MicroserviceExtensions
{
    public static void AddMicroservice(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MicroserviceAddress>();
        builder.Services.AddSingleton<MicroserviceChannels>();
        builder.Services.AddSingleton<ListingsMicroservice>();
    }
}
