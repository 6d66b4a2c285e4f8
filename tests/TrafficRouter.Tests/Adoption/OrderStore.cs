namespace Migration.TrafficRouter.Tests.Adoption;

/// <summary>What the shop's monolith had before.</summary>
internal sealed class OrderStore(string goods)
{
    public async Task<Order> FindAsync(long id, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return new Order(id, goods);
    }
}
