using Migration.Monolith.Routing;
using Migration.TrafficRouter.Flags;

namespace Migration.Monolith.Microservice;

/// <summary>Where the microservice listens: what the flag says, else what service discovery says, else where it listens by default.</summary>
internal sealed class MicroserviceAddress(FlagSource flags, IConfiguration configuration)
{
    private const string Default = "http://localhost:50051";

    private readonly string discovered = configuration["services:listings:grpc:0"] ?? Default;

    public string Current => flags.Current?.Find(RoutingFlags.Marketplace)?.Definition.Endpoint ?? discovered;
}
