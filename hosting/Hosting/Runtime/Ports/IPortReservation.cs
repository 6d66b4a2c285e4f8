namespace Migration.Hosting.Runtime.Ports;

/// <summary>A port that is ours until it is disposed. A child may bind and listen on it meanwhile.</summary>
internal interface IPortReservation : IDisposable
{
    int Port { get; }
}
