using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.DevInstance.Pushes;

/// <summary>Answers git's hooks, on a port of loopback that only they are told of. Without a push's own secret nothing is answered.</summary>
sealed partial class HookListener(PushSessions sessions, ILogger<HookListener> logger) : BackgroundService
{
    static readonly TimeSpan LongestQuestion = TimeSpan.FromMinutes(10);

    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start(512);
        sessions.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        listener.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            listener.Stop();
        }
    }

    async Task AnswerAsync(TcpClient client, CancellationToken stopping)
    {
        using (client)
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping))
        {
            try
            {
                limit.CancelAfter(LongestQuestion);
                client.NoDelay = true;
                await using var stream = client.GetStream();
                if (await HookQuestion.ReadAsync(stream, limit.Token) is not { } question || sessions.Find(question.Secret) is not { } session)
                {
                    return;
                }

                var answer = question.Hook == "pre-receive" ? await session.DecideAsync(question, limit.Token) : await session.LandedAsync(limit.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text()), limit.Token);
            }
#pragma warning disable CA1031 // A hook without an answer refuses the push, and says so.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Failed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A push could not be decided")]
    partial void Failed(Exception failure);
}
