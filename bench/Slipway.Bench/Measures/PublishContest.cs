using System.Diagnostics;
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

        // Each contestant's rounds in a row: after twenty seconds of a peer's work even a program's start takes longer, at any size.
        var results = new Dictionary<string, Times>
        {
            [Ours[0]] = await TimeAsync(round => PushAsync(server.PushAsync, verify: round == 0)),
            [Ours[1]] = await TimeAsync(_ => PushAsync((distribution, file) => server.PushByCommandAsync(distribution, file), verify: false)),
        };
        foreach (var (name, prepare, add) in Peers())
        {
            results[name] = await TimeAsync(_ =>
            {
                var file = Another();
                prepare(file);
                return AddAsync(file, add);
            });
        }

        return results;

        async Task<Times> TimeAsync(Func<int, Task<double>> measure)
        {
            var times = new Times();
            for (var round = 0; round < rounds; round++)
            {
                // What was written before is not ours to wait for.
                await Command.RunAsync("sync");
                times.Add(await measure(round));
            }

            return times;
        }
    }

    public virtual ValueTask DisposeAsync() => server.DisposeAsync();

    protected abstract Task FillPeersAsync(IReadOnlyList<string> files, bool first);

    /// <summary>Each with what comes before the time is taken, and what is timed.</summary>
    protected abstract IEnumerable<(string Name, Action<string> Prepare, Func<string, Task> Add)> Peers();

    /// <summary>The index that the document names, written out.</summary>
    protected abstract Task<string> IndexAsync(string document);

    static async Task<double> AddAsync(string file, Func<string, Task> add)
    {
        var watch = Stopwatch.StartNew();
        await add(file);
        return watch.Elapsed.TotalSeconds;
    }

    async Task<double> PushAsync(Func<string, string, Task> push, bool verify)
    {
        var file = Another();
        var before = await server.GetAsync(Document);
        var watch = Stopwatch.StartNew();
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
