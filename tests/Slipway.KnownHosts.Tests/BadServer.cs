using System.Net;
using System.Net.Sockets;

namespace Slipway.KnownHosts.Tests;

/// <summary>A listener that does with each connection what a test says.</summary>
public sealed class BadServer : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

    public BadServer(Func<NetworkStream, CancellationToken, Task> behave)
    {
        listener.Start();
        accepting = AcceptAsync(behave);
    }

    public HostAddress Host => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> behave)
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                Connections++;
                all.Add(ServeAsync(socket, behave));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }

        await Task.WhenAll(all);
    }

    async Task ServeAsync(Socket socket, Func<NetworkStream, CancellationToken, Task> behave)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await behave(stream, stop.Token);
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
        {
        }
    }
}
