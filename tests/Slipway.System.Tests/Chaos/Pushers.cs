using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Slipway.Testing;

namespace Slipway.System.Tests.Chaos;

/// <summary>Many who push at once, each its own packages, and again whatever was not answered.</summary>
sealed class Pushers(TestRepository repository, int count, TimeSpan pause)
{
    readonly ConcurrentDictionary<(string Distribution, string Filename), string> answered = new();
    readonly ConcurrentQueue<string> refused = new();
    long unanswered;

    public const string Debian = "debian/bookworm";
    public const string El = "el/9";

    /// <summary>What was answered with success, with its SHA-256.</summary>
    public IReadOnlyDictionary<(string Distribution, string Filename), string> Answered => answered;

    /// <summary>Answers that were neither success nor silence.</summary>
    public IReadOnlyCollection<string> Refused => refused;

    public long Unanswered => unanswered;

    /// <summary>Each pusher pushes until it has its share, or until it is told to end; a push that was begun is pushed until it is answered.</summary>
    public Task RunAsync(int each, CancellationToken end) => Task.WhenAll(Enumerable.Range(0, count).Select(pusher => Task.Run(async () =>
    {
        for (var i = 0; i < each && !end.IsCancellationRequested; i++)
        {
            await PushAsync($"p{pusher}-{i}", debian: pusher % 2 == 0);
            await Task.Delay(pause);
        }
    })));

    async Task PushAsync(string name, bool debian)
    {
        var (distribution, filename, bytes) = debian
            ? (Debian, $"{name}_1.0_all.deb", (Samples.Deb("1.0", name) with { Architecture = "all" }).Build())
            : (El, $"{name}-1.0-1.x86_64.rpm", Samples.Rpm("1.0", name).ToArray());
        while (true)
        {
            try
            {
                using var answer = await repository.TryPushAsync(distribution, filename, bytes);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
                {
                    answered[(distribution, filename)] = Convert.ToHexStringLower(SHA256.HashData(bytes));
                }
                else
                {
                    refused.Enqueue($"{filename}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }

                return;
            }
            catch (Exception silence) when (silence is HttpRequestException or IOException or TaskCanceledException)
            {
                Interlocked.Increment(ref unanswered);
                await Task.Delay(100);
            }
        }
    }
}
