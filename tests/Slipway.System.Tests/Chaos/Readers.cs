using System.Collections.Concurrent;
using Slipway.System.Tests.Clients;

namespace Slipway.System.Tests.Chaos;

/// <summary>apt, dnf and zypper, each updating in a loop.</summary>
sealed class Readers(IReadOnlyList<IPackageClient> clients)
{
    readonly ConcurrentQueue<string> faults = new();
    readonly ConcurrentDictionary<string, (int Good, int Down)> rounds = new();

    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Rounds of each client: those that went well, and those that found nobody.</summary>
    public IReadOnlyDictionary<string, (int Good, int Down)> Rounds => rounds;

    public string Summary => string.Join(", ", rounds.Select(round => $"{round.Key} {round.Value.Good} updates and {round.Value.Down} without a server"));

    public Task RunAsync(bool mayBeDown, CancellationToken end) => Task.WhenAll(clients.Select((client, i) => Task.Run(async () =>
    {
        var name = $"{client.GetType().Name} {i}";
        while (!end.IsCancellationRequested)
        {
            var result = await client.RefreshAsync();
            if (Chaos.Faults.Of(result, mayBeDown) is { } fault)
            {
                faults.Enqueue($"{name}: {fault}");
            }

            var good = result.ExitCode == 0;
            rounds.AddOrUpdate(name, _ => (good ? 1 : 0, good ? 0 : 1), (_, sum) => (sum.Good + (good ? 1 : 0), sum.Down + (good ? 0 : 1)));
            await Task.Delay(good ? 20 : 200);
        }
    })));
}
