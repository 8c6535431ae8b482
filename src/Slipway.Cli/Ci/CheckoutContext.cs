using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.Cli.Ci;

/// <summary>What the pipeline would be for, as far as a checkout tells: the variables that GitLab predefines, and the ref.</summary>
/// <param name="Ref">Null: what is checked out.</param>
/// <param name="Target">The branch that a merge request is for; null: there is none.</param>
sealed record PipelineWish(string? Ref, string? Source, string? Target, IReadOnlyList<JobVariable> Variables, IReadOnlyDictionary<string, string> Inputs);

static class CheckoutContext
{
    public static async Task<CompileContext> MakeAsync(Checkout checkout, string file, PipelineWish wish, CancellationToken ct)
    {
        var (name, kind) = await RefAsync(checkout.Git, wish.Ref, ct);
        if (wish.Target is not null) kind = RefKind.MergeRequest;
        var source = wish.Source ?? (kind == RefKind.MergeRequest ? "merge_request_event" : "push");
        var project = await ProjectAsync(checkout.Git, ct) ?? Path.GetFileName(checkout.Folder);
        return new CompileContext
        {
            Entry = new ConfigurationEntry.File(file),
            Ref = name,
            RefKind = kind,
            Source = source,
            ProjectPath = project,
            Predefined = [.. (await PredefinedAsync(checkout.Git, name, kind, wish.Target, ct)).Append(("CI_PIPELINE_SOURCE", source)).Append(("CI_CONFIG_PATH", file))
                .Concat(Project(project)).Select(pair => new JobVariable(pair.Item1, pair.Item2, Raw: true))],
            Pipeline = wish.Variables,
            Inputs = wish.Inputs,
            HasVault = true, // whether there is one is for the server to say
        };
    }

    static async Task<(string Name, RefKind Kind)> RefAsync(Git? git, string? wanted, CancellationToken ct)
    {
        if (wanted is null)
        {
            var branch = git is null ? null : await git.LineAsync(ct, "symbolic-ref", "--quiet", "--short", "HEAD");
            var tag = branch is not null || git is null ? null : await git.LineAsync(ct, "describe", "--tags", "--exact-match");
            return tag is null ? (branch ?? "main", RefKind.Branch) : (tag, RefKind.Tag);
        }

        if (wanted.StartsWith("refs/tags/", StringComparison.Ordinal)) return (wanted["refs/tags/".Length..], RefKind.Tag);
        if (wanted.StartsWith("refs/heads/", StringComparison.Ordinal)) return (wanted["refs/heads/".Length..], RefKind.Branch);
        if (git is null || await git.LineAsync(ct, "rev-parse", "--verify", "--quiet", $"refs/heads/{wanted}") is not null) return (wanted, RefKind.Branch);
        return (wanted, await git.LineAsync(ct, "rev-parse", "--verify", "--quiet", $"refs/tags/{wanted}") is null ? RefKind.Branch : RefKind.Tag);
    }

    static async Task<List<(string, string)>> PredefinedAsync(Git? git, string name, RefKind kind, string? target, CancellationToken ct)
    {
        var head = git is null ? null : (await git.LineAsync(ct, "log", "-1", "--format=%H%n%h%n%cI%n%an <%ae>%n%s"))?.Split('\n');
        var main = git is null ? "main" : (await git.LineAsync(ct, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"))?.Replace("origin/", "", StringComparison.Ordinal) ?? "main";
        List<(string, string)> all =
        [
            ("CI", "true"), ("GITLAB_CI", "true"), ("CI_COMMIT_REF_NAME", name), ("CI_COMMIT_REF_SLUG", Slug(name)), ("CI_DEFAULT_BRANCH", main),
            ("CI_COMMIT_REF_PROTECTED", name == main ? "true" : "false"),
        ];
        if (head is { Length: >= 5 }) all.AddRange([("CI_COMMIT_SHA", head[0]), ("CI_COMMIT_SHORT_SHA", head[1]), ("CI_COMMIT_TIMESTAMP", head[2]), ("CI_COMMIT_AUTHOR", head[3]), ("CI_COMMIT_TITLE", head[4]), ("CI_COMMIT_MESSAGE", head[4])]);
        if (kind == RefKind.Branch) all.Add(("CI_COMMIT_BRANCH", name));
        if (kind == RefKind.Tag) all.Add(("CI_COMMIT_TAG", name));
        if (target is not null)
            all.AddRange([("CI_MERGE_REQUEST_IID", "1"), ("CI_MERGE_REQUEST_ID", "1"), ("CI_MERGE_REQUEST_EVENT_TYPE", "detached"), ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", name), ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", target)]);
        return all;
    }

    static IEnumerable<(string, string)> Project(string path)
    {
        var cut = path.LastIndexOf('/');
        return [("CI_PROJECT_PATH", path), ("CI_PROJECT_NAME", path[(cut + 1)..]), ("CI_PROJECT_NAMESPACE", cut < 0 ? "" : path[..cut])];
    }

    /// <summary><c>group/project</c>, from where origin is; null where there is none.</summary>
    static async Task<string?> ProjectAsync(Git? git, CancellationToken ct)
    {
        if (git is null || await git.LineAsync(ct, "config", "remote.origin.url") is not { } url) return null;
        var path = Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsFile ? uri.AbsolutePath : url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..];
        path = path.Trim('/');
        if (path.EndsWith(".git", StringComparison.Ordinal)) path = path[..^4];
        return url.StartsWith('/') || path.Length == 0 ? null : path;
    }

    /// <summary>Lower case, at most 63 letters, digits and hyphens.</summary>
    static string Slug(string name)
    {
        var slug = new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        return slug[..Math.Min(63, slug.Length)].Trim('-');
    }
}
