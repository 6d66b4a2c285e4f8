namespace Migration.TrafficRouter.Tests.Adoption;

internal sealed class GetOrderRequest
{
    public long Id { get; set; }
}
