namespace Migration.TrafficRouter.Tests.Adoption;

internal sealed record Order(long Id, string Goods);
