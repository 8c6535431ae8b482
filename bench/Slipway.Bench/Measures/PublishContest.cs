using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>We and the peers, each with a repository that grows, each adding the same kind of package in turn.</summary>
abstract class PublishContest(SlipwayServer server, SampleFolder samples, SampleFolder added) : IAsyncDisposable
{
    // Of the packages that are added while the time is taken.
    const int FirstAdded = 1_000_000;
    const int WarmUps = 3;

    int filled;
    int next = FirstAdded;

    public static IReadOnlyList<string> Ours { get; } = ["slipway, HTTP", "slipway push"];

    public SlipwayServer Server => server;

    protected abstract string Distribution { get; }

    protected string SamplesFolder => samples.Folder;

    /// <summary>What clients read first, and what names the index, so that a change in it is a package that became visible.</summary>
    protected abstract string Document { get; }

    public async Task<IReadOnlyDictionary<string, Times>> RunAsync(int size, int rounds)
    {
        Report.Say($"filling up to {size:N0}");
        var more = samples.Make(filled, size - filled);
        await server.FillAsync(Distribution, more);
        await FillPeersAsync(more, first: filled == 0);
        filled = size;
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await PushAsync(server.PushAsync, verify: false);
        }

        var results = new Dictionary<string, Times>();
        for (var round = 0; round < rounds; round++)
        {
            await TimeAsync(Ours[0], () => PushAsync(server.PushAsync, round == 0));
            await TimeAsync(Ours[1], () => PushAsync((distribution, file) => server.PushByCommandAsync(distribution, file), verify: false));
            foreach (var (name, prepare, add) in Peers())
            {
                var file = Another();
                prepare(file);
                await Command.RunAsync("sync");
                var watch = System.Diagnostics.Stopwatch.StartNew();
                await add(file);
                results.TryAdd(name, new Times());
                results[name].Add(watch.Elapsed.TotalSeconds);
            }
        }

        return results;

        async Task TimeAsync(string name, Func<Task<double>> push)
        {
            // What others wrote before is not ours to wait for, nor theirs what we wrote.
            await Command.RunAsync("sync");
            results.TryAdd(name, new Times());
            results[name].Add(await push());
        }
    }

    public virtual ValueTask DisposeAsync() => server.DisposeAsync();

    protected abstract Task FillPeersAsync(IReadOnlyList<string> files, bool first);

    /// <summary>Each with what comes before the time is taken, and what is timed.</summary>
    protected abstract IEnumerable<(string Name, Action<string> Prepare, Func<string, Task> Add)> Peers();

    /// <summary>The index that the document names, written out.</summary>
    protected abstract Task<string> IndexAsync(string document);

    async Task<double> PushAsync(Func<string, string, Task> push, bool verify)
    {
        var file = Another();
        var before = await server.GetAsync(Document);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await push(Distribution, file);
        var after = await server.GetAsync(Document);
        var elapsed = watch.Elapsed.TotalSeconds;
        if (before == after || (verify && !(await IndexAsync(after)).Contains(Path.GetFileName(file), StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"{file} was pushed and is not visible.");
        }

        return elapsed;
    }

    string Another()
    {
        added.Make(next, 1);
        return added[next++];
    }
}
