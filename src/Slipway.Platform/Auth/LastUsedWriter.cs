using Microsoft.Extensions.Hosting;

namespace Slipway.Platform.Auth;

/// <summary>Writes tokens' last use once a minute and at shutdown.</summary>
public sealed class LastUsedWriter(TokenDirectory tokens, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
            {
                await tokens.FlushLastUsedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await tokens.FlushLastUsedAsync(CancellationToken.None);
        }
    }
}
