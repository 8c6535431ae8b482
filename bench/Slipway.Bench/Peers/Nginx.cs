using System.Diagnostics;
using System.Net.Sockets;

namespace Slipway.Bench.Peers;

/// <summary>nginx serving a folder as one would set it up for packages.</summary>
sealed class Nginx : IAsyncDisposable
{
    readonly Process process;

    Nginx(Process process, int port) => (this.process, Url) = (process, $"http://127.0.0.1:{port}");

    public string Url { get; }

    public static async Task<Nginx> StartAsync(string folder, string files, int port)
    {
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off; worker_processes 2; pid {{folder}}/nginx.pid; user root; error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
              sendfile on; tcp_nopush on; access_log off; keepalive_timeout 65; keepalive_requests 100000000;
              default_type application/octet-stream;
              client_body_temp_path {{folder}}/t1; proxy_temp_path {{folder}}/t2; fastcgi_temp_path {{folder}}/t3; uwsgi_temp_path {{folder}}/t4; scgi_temp_path {{folder}}/t5;
              server { listen 127.0.0.1:{{port}}; root {{files}}; }
            }
            """);
        var nginx = new Nginx(Process.Start("nginx", ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, "error.log")]), port);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                return nginx;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("nginx did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("kill", "-QUIT", $"{process.Id}");
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
