using System.Net;
using System.Net.Sockets;

namespace Slipway.DependencyUpdates.Tests.Sites;

/// <summary>Takes connections and never says anything.</summary>
sealed class SilentHost : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentHost() => _listener.Start(100);

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();
}
