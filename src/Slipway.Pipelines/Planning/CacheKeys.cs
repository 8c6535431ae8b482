using System.Security.Cryptography;
using System.Text;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Keywords;
using Slipway.Pipelines.Rules;
using Slipway.Pipelines.Variables;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Planning;

/// <summary>Makes the keys of caches from the content of files: <c>prefix-digest</c>, or <c>prefix-default</c> where no file is there.</summary>
sealed class CacheKeys(CompileRun run)
{
    readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<JobCache>> MakeAsync(IReadOnlyList<CacheDraft> drafts, VariableText variables, YamlPlace at)
    {
        var caches = new List<JobCache>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (draft.KeyFiles is null) caches.Add(draft.Cache);
            else caches.Add(draft.Cache with { Key = (draft.Prefix.Length == 0 ? "" : draft.Prefix + "-") + await DigestAsync([.. draft.KeyFiles.Select(variables.ExpandKnown)], at) });
        }

        return caches;
    }

    async ValueTask<string> DigestAsync(List<string> files, YamlPlace at)
    {
        var name = string.Join('\n', files);
        if (_digests.TryGetValue(name, out var known)) return known;
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            IEnumerable<string> paths = [file];
            if (file.Contains('*', StringComparison.Ordinal))
                paths = run.Repository.Matching(file, await run.Repository.FilesAsync(run.Source), at).Take(run.Limits.Files);
            foreach (var path in paths)
            {
                if (await run.Source.ContentIdAsync(path, run.Cancelled) is { } id) ids.Add(id);
            }
        }

        return _digests[name] = ids.Count == 0 ? "default" : Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Join('-', ids))));
    }
}
