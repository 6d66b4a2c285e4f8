using System.Net;
using System.Net.Sockets;
using Migration.Hosting.Runtime.Ports;

namespace Migration.Hosting.Tests.Runtime.Ports;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class LoopbackPortReserverTests
{
    private readonly LoopbackPortReserver _reserver = new();

    [TestMethod]
    public void ReserveFree_ManyTimes_NeverGivesAPortTwice()
    {
        var reservations = Enumerable.Range(0, 200).Select(_ => _reserver.ReserveFree()).ToArray();

        reservations.Select(reservation => reservation.Port).Should().OnlyHaveUniqueItems();
        Array.ForEach(reservations, reservation => reservation.Dispose());
    }

    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    [DataRow("0.0.0.0")]
    [DataRow("::")]
    public void ReserveFree_Held_LetsAChildListenOnIt(string address)
    {
        using var reservation = _reserver.ReserveFree();
        using var child = Create(address);

        child.Bind(new IPEndPoint(IPAddress.Parse(address), reservation.Port));
        child.Listen();
    }

    [TestMethod]
    public void ReserveFree_Held_IsNotGivenToWhoeverAsksForAnyPort()
    {
        using var reservation = _reserver.ReserveFree();
        var sockets = Enumerable.Range(0, 500).Select(_ => Create("127.0.0.1")).ToArray();
        foreach (var socket in sockets)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        sockets.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port).Should().NotContain(reservation.Port);
        Array.ForEach(sockets, socket => socket.Dispose());
    }

    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("::1")]
    [DataRow("0.0.0.0")]
    public void TryReserve_SomebodyListens_IsRefusedAndTheHolderNamed(string address)
    {
        using var listener = Create(address);
        listener.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        _reserver.TryReserve(port).Should().BeNull();
        _reserver.DescribeHolder(port).Should().StartWith($"process {Environment.ProcessId} (");
    }

    [TestMethod]
    public void TryReserve_HeldByAnotherReserver_IsRefusedUntilItIsReleased()
    {
        var first = _reserver.ReserveFree();
        var other = new LoopbackPortReserver();
        other.TryReserve(first.Port).Should().BeNull();

        first.Dispose();

        using var second = other.TryReserve(first.Port);
        second.Should().NotBeNull();
    }

    private static Socket Create(string address) => new(IPAddress.Parse(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
}
