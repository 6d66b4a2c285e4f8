using Grpc.Core;
using Migration.TrafficRouter.Calls;

namespace Migration.Monolith.Microservice;

/// <summary>Where in the microservice's log a write stands, if it says so in a response header.</summary>
internal static class PositionHeader
{
    private const string Header = "x-migration-lsn";
    private const int MaxLength = 40;

    public static void Read(Metadata responseHeaders, MicroserviceCall call)
    {
        var position = responseHeaders.GetValue(Header);
        if (position is { Length: > 0 and <= MaxLength } && !position.Contains('.', StringComparison.Ordinal))
        {
            call.Position = position;
        }
    }
}
