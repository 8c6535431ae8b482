namespace Slipway.Machines.Tests.Proof;

/// <summary>Kills a manager at one of its calls, before or after it took effect: its token is cancelled, and nothing of it runs on.</summary>
sealed class Killing(Random random, double chance) : IDisposable
{
    readonly CancellationTokenSource dead = new();

    public CancellationToken Token => dead.Token;

    public bool Happened => dead.IsCancellationRequested;

    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        Maybe();
        var answer = await call();
        Maybe();
        return answer;
    }

    public void Dispose() => dead.Dispose();

    void Maybe()
    {
        if (!Happened && random.NextDouble() < chance)
        {
            dead.Cancel();
        }

        dead.Token.ThrowIfCancellationRequested();
    }
}
