using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>A cache whose key may still have to be made from files.</summary>
/// <param name="KeyFiles">Null: the key is given.</param>
/// <param name="Prefix">Before what the files give; the cache's number where none is given, as in GitLab.</param>
sealed record CacheDraft(JobCache Cache, IReadOnlyList<string>? KeyFiles, string Prefix);

/// <summary>The keyword <c>cache</c>.</summary>
static class CacheReader
{
    const int MaxCaches = 4;
    const int MaxFallbacks = 5;

    public static IReadOnlyList<CacheDraft> Read(Block job)
    {
        if (job.Take("cache") is not { } node) return [];
        if (node is YamlMap single) return single.Entries.Count == 0 ? [] : [One(job.Of(single, "cache"), 0)];
        var caches = new List<CacheDraft>();
        foreach (var item in job.Items("cache") ?? [])
        {
            if (item is YamlMap map) caches.Add(One(job.Of(map, "cache"), caches.Count));
            else job.Wrong("cache", item, "a map");
        }

        if (caches.Count > MaxCaches) job.Wrong("cache", node, $"a list of at most {MaxCaches} caches");
        return caches;
    }

    static CacheDraft One(Block block, int number)
    {
        var (key, files, prefix) = Key(block, number);
        var policy = block.Take("policy") is YamlScalar scalar && scalar.Text.StartsWith('$') ? scalar.Text : null;
        var fallbacks = block.Texts("fallback_keys") ?? [];
        if (fallbacks.Count > MaxFallbacks) block.Wrong("fallback_keys", block.Take("fallback_keys")!, $"a list of at most {MaxFallbacks} keys");
        var cache = new JobCache(
            key, block.Boolean("unprotect") ?? false, block.Texts("paths") ?? [], block.Boolean("untracked") ?? false,
            block.Choice("when", ("on_success", KeepWhen.OnSuccess), ("on_failure", KeepWhen.OnFailure), ("always", KeepWhen.Always)) ?? KeepWhen.OnSuccess,
            policy is null ? block.Choice("policy", ("pull-push", CachePolicy.PullPush), ("pull", CachePolicy.Pull), ("push", CachePolicy.Push)) ?? CachePolicy.PullPush : CachePolicy.PullPush,
            fallbacks) { PolicyText = policy };
        block.Done();
        return new(cache, files, prefix);
    }

    static (string Key, IReadOnlyList<string>? Files, string Prefix) Key(Block block, int number)
    {
        if (block.Take("key") is not YamlMap map) return (block.Text("key") is { Length: > 0 } text ? text : "default", null, "");
        var inner = block.Of(map, "key");
        var files = inner.Texts("files") ?? inner.Texts("files_commits");
        if (inner.Has("files") && inner.Has("files_commits")) inner.Wrong("files_commits", inner.Take("files_commits")!, "without files");
        if (files is null) inner.Missing("files", "Or write the key as text.");
        else if (files.Count is 0 or > 2) inner.Wrong("files", inner.Map, "a list of one or two files");
        var prefix = inner.Text("prefix") ?? number.ToString();
        inner.Done();
        return ("default", files ?? [], prefix);
    }
}
