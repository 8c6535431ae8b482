using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>Many damaged inputs for one target. The first that is handled wrongly ends the run, with all that is needed to see it again.</summary>
public sealed class FuzzRun(FuzzTarget target, int seed)
{
    const long MaxAllocation = 256 << 20;
    static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    /// <summary>Answers how many inputs were refused; the others were read.</summary>
    public async Task<int> RunAsync(int runs)
    {
        foreach (var good in target.Seeds) await target.Run(good, CancellationToken.None);

        var mutator = new Mutator(new Random(seed), target.Seeds);
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            if (await IsRefusedAsync(mutator.Next(), run)) refused++;
        }

        return refused;
    }

    async Task<bool> IsRefusedAsync(byte[] input, int run)
    {
        using var limit = new CancellationTokenSource(MaxTime);
        try
        {
            // On a thread of its own, so that an endless loop is a finding too.
            var (refused, allocated) = await Task.Run(() => MeasuredAsync(input, limit.Token)).WaitAsync(MaxTime);
            return allocated <= MaxAllocation ? refused : throw new InvalidOperationException($"{allocated} bytes were allocated");
        }
        catch (Exception wrong)
        {
            throw new FuzzFindingException($"{target.Name}, seed {seed}, run {run}: {wrong.GetType().Name}: {wrong.Message}", input, wrong);
        }
    }

    /// <summary>The inputs lie in memory, so that a parser never leaves its thread.</summary>
    async Task<(bool Refused, long Allocated)> MeasuredAsync(byte[] input, CancellationToken ct)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            await target.Run(input, ct);
            return (false, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (MalformedInputException)
        {
            return (true, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}

/// <summary>An input that a parser handles wrongly.</summary>
public sealed class FuzzFindingException(string message, byte[] input, Exception? inner) : Exception(message, inner)
{
    public byte[] Input { get; } = input;
}
