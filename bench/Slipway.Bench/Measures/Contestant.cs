using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>One updater's times and answers.</summary>
sealed class Contestant(string name)
{
    readonly HashSet<string> mistakes = new(StringComparer.Ordinal);
    int coldRequests, warmRequests;

    public Times Cold { get; } = new();

    public Times Warm { get; } = new();

    /// <summary>Components judged rightly, in the worst run.</summary>
    public int Right { get; private set; } = int.MaxValue;

    /// <summary>Proposals that should not be, in the worst run.</summary>
    public int Wrong { get; private set; }

    public IEnumerable<string> Mistakes => mistakes.Order(StringComparer.Ordinal);

    public string[] Row => [name, Cold.Format("0.00"), Warm.Format("0.00"), $"{coldRequests}", $"{warmRequests}", $"{Right}", $"{Wrong}"];

    /// <summary>Once with an empty state, and once more with what the first run left.</summary>
    public async Task RunAsync(Func<string, Task<ILookup<string, string>>> check, string state, SourceHost host, SampleDependencies sample)
    {
        var before = host.Requests;
        ILookup<string, string> found = null!;
        await Cold.AddAsync(async () => found = await check(state));
        Judge(found, sample);
        (coldRequests, before) = (host.Requests - before, host.Requests);
        await Warm.AddAsync(async () => found = await check(state));
        Judge(found, sample);
        warmRequests = host.Requests - before;
    }

    void Judge(ILookup<string, string> found, SampleDependencies sample)
    {
        var right = 0;
        var wrong = 0;
        foreach (var (component, value) in sample.Right)
        {
            var proposed = found[component].Distinct().ToList();
            var isRight = value is null ? proposed.Count == 0 : proposed is [var only] && only == value;
            right += isRight ? 1 : 0;
            wrong += proposed.Count(one => one != value);
            if (!isRight) mistakes.Add($"{name}: {component} should become {value ?? "nothing"}, and becomes {(proposed.Count == 0 ? "nothing" : string.Join(" and ", proposed))}");
        }

        Right = Math.Min(Right, right);
        Wrong = Math.Max(Wrong, wrong);
    }
}
