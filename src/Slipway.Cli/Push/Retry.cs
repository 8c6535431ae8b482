using Slipway.Client;

namespace Slipway.Cli.Push;

/// <summary>Sends again what was not answered, or what the server asked to have again; each time it says so.</summary>
sealed class Retry(int attempts)
{
    static readonly TimeSpan s_longest = TimeSpan.FromSeconds(120);

    public async Task<T> RunAsync<T>(string name, Func<Task<T>> send, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await send();
            }
            catch (Exception failed) when (attempt <= attempts && MayHelp(failed) && !ct.IsCancellationRequested)
            {
                var wait = Wait(failed, attempt);
                await Console.Error.WriteLineAsync(Plain.Line($"slipway: {name}: {failed.Message} Trying again in {wait.TotalSeconds:0.#} s ({attempt} of {attempts})."));
                await Task.Delay(wait, ct);
            }
        }
    }

    static bool MayHelp(Exception failed) => failed is HttpRequestException { InnerException: not System.Text.Json.JsonException } || failed is SlipwayException { IsTransient: true };

    static TimeSpan Wait(Exception failed, int attempt)
    {
        var wait = (failed as SlipwayException)?.RetryAfter ?? TimeSpan.FromSeconds(0.5 * Math.Pow(2, attempt - 1));
        return wait > s_longest ? s_longest : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
