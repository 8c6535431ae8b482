using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Predefined;

namespace Slipway.Cli.Ci;

/// <summary>What the pipeline would be for, as far as a checkout tells: the variables that GitLab predefines, and the ref.</summary>
/// <param name="Ref">Null: what is checked out.</param>
/// <param name="Target">The branch that a merge request is for; null: there is none.</param>
sealed record PipelineWish(string? Ref, string? Source, string? Target, IReadOnlyList<JobVariable> Variables, IReadOnlyDictionary<string, string> Inputs, RemoteFiles Remote);

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
            Predefined = PipelineVariables.Of(await SubjectAsync(checkout.Git, project, file, source, name, kind, wish.Target, ct)),
            Pipeline = wish.Variables,
            Inputs = wish.Inputs,
            Remote = wish.Remote.ReadAsync,
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

    static async Task<PipelineSubject> SubjectAsync(Git? git, string project, string file, string source, string name, RefKind kind, string? target, CancellationToken ct)
    {
        var head = git is null ? null : (await git.LineAsync(ct, "log", "-1", "--format=%H%n%cI%n%an <%ae>%n%s"))?.Split('\n');
        var main = git is null ? "main" : (await git.LineAsync(ct, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"))?.Replace("origin/", "", StringComparison.Ordinal) ?? "main";
        return new PipelineSubject
        {
            ProjectPath = project,
            DefaultBranch = main,
            ConfigPath = file,
            Ref = name,
            RefKind = kind,
            Protected = name == main,
            Source = source,
            Commit = head is { Length: >= 4 } && DateTimeOffset.TryParse(head[1], System.Globalization.CultureInfo.InvariantCulture, out var at)
                ? new CommitSubject(head[0], null, head[3], head[3], head[2], at)
                : null,
            MergeRequest = target is null ? null : new MergeRequestSubject(1, "detached", name, target),
        };
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
}
