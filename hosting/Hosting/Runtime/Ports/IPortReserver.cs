namespace Migration.Hosting.Runtime.Ports;

/// <summary>Hands out TCP ports on the loopback addresses that nobody else gets while they are reserved.</summary>
internal interface IPortReserver
{
    /// <summary>Reserves one certain port; null when somebody listens on it or another environment has reserved it.</summary>
    IPortReservation? TryReserve(int port);

    /// <summary>Reserves any free port.</summary>
    IPortReservation ReserveFree();

    /// <summary>Who has the port, in words for an error message; null where that cannot be told.</summary>
    string? DescribeHolder(int port);
}
