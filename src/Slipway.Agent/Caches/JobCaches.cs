using Slipway.Agent.Artifacts;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Caches;

/// <summary>The caches of one job: restored before its script, kept after it.</summary>
sealed class JobCaches(JobPayload job, JobVariables variables, JobFolders folders, CacheStore store, JobTrace trace)
{
    bool IsProtected => job.GitInfo.Protected == true;

    public bool AnyToPull => (job.Cache ?? []).Any(Pulls);

    /// <summary>A cache that can't be read is no reason to fail: the job does without.</summary>
    public async Task RestoreAsync(ZipReader unpack, int attempts, CancellationToken ct)
    {
        foreach (var cache in (job.Cache ?? []).Where(Pulls))
        {
            var key = Key(cache);
            trace.Line($"Checking cache for {key}...");
            var keys = new[] { key }.Concat((cache.FallbackKeys ?? []).Append(variables["CACHE_FALLBACK_KEY"]).Select(variables.Expand).Where(fallback => fallback.Length > 0));
            if (keys.Select(key => (Key: key, Path: store.Find(job.JobInfo.ProjectId, IsProtected, key))).FirstOrDefault(found => found.Path is not null) is not { Path: { } path } found)
            {
                trace.Warning($"There is no cache {key} on this runner yet.");
                continue;
            }

            await RestoreAsync(found.Key, path, unpack, attempts, ct);
        }
    }

    async Task RestoreAsync(string key, string path, ZipReader unpack, int attempts, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            try
            {
                await unpack.UnpackAsync(path, ct);
                trace.Good($"Successfully extracted cache {key}");
                return;
            }
            catch (Exception refused) when (refused is ArchiveRefusedException or IOException)
            {
                trace.Warning($"The cache {key} is not used: {refused.Message}{(attempt < attempts ? $"; trying again ({attempt + 1} of {attempts})" : "")}");
            }
        }
    }

    public IEnumerable<CacheFacts> ToPush(bool succeeded) => (job.Cache ?? []).Where(cache => Pushes(cache) && Outcome.Wants(cache.When, succeeded));

    public async Task KeepAsync(CacheFacts cache, Collector collector, CancellationToken ct)
    {
        var key = Key(cache);
        trace.Line($"Creating cache {key}...");
        var files = await collector.CollectAsync("cached", cache.Paths ?? [], [], cache.Untracked, ct);
        if (files.Count == 0)
        {
            trace.Warning($"The cache {key} would be empty; it is left as it was.");
            return;
        }

        await store.ReplaceAsync(job.JobInfo.ProjectId, IsProtected, key, to => ZipWriter.WriteAsync(folders.Tree, files, to, ct));
        trace.Good("Created cache");
    }

    string Key(CacheFacts cache) => variables.Expand(cache.Key ?? "") is { Length: > 0 } key ? key : "default";

    bool Pulls(CacheFacts cache) => Policy(cache) is "pull" or "pull-push";

    bool Pushes(CacheFacts cache) => Policy(cache) is "push" or "pull-push";

    string Policy(CacheFacts cache) => variables.Expand(cache.Policy ?? "") switch
    {
        "" => "pull-push",
        "pull" or "push" or "pull-push" => variables.Expand(cache.Policy!),
        var other => throw new JobFailure(JobFailure.Configuration, $"The cache's policy is \"{other}\"; it may be pull, push or pull-push."),
    };
}
