using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Planning;

/// <summary>Jobs of one stage may need each other, but not in a circle.</summary>
static class NeedCircles
{
    /// <summary>The jobs of a circle, or null. Takes away, again and again, what needs nothing that is left.</summary>
    public static IReadOnlyList<string>? Find(IReadOnlyList<CompiledJob> jobs)
    {
        var open = jobs.ToDictionary(job => job.Name, job => job.Needs?.Count ?? 0, StringComparer.Ordinal);
        var neededBy = jobs.SelectMany(job => job.Needs ?? [], (job, need) => (need.Job, job.Name)).ToLookup(pair => pair.Job, pair => pair.Name, StringComparer.Ordinal);
        var ready = new Queue<string>(jobs.Where(job => open[job.Name] == 0).Select(job => job.Name));
        while (ready.TryDequeue(out var done))
        {
            open.Remove(done);
            foreach (var next in neededBy[done])
            {
                if (open.TryGetValue(next, out var left) && (open[next] = left - 1) == 0) ready.Enqueue(next);
            }
        }

        return open.Count == 0 ? null : [.. open.Keys];
    }
}
