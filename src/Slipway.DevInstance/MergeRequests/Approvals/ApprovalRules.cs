using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>
/// What the rule file on the target branch asks of a merge request. Who wrote the merge request or one of its commits does not count, and a
/// file that can't be read lets nothing through.
/// </summary>
sealed class ApprovalRules(GitProgram git, RepositoryFolders folders, MergeBase bases, CommitList commits, ApprovalStore store, MemberStore members, UserDirectory users)
{
    public async Task<ApprovalState> StateAsync(MergeRequest one, string source, string target, CancellationToken ct)
    {
        var given = await store.ListAsync(one.Id, source, ct);
        string[] approved = [.. given.Select(approval => approval.User)];
        var (rules, problem) = await RulesAsync(one.ProjectId, target, ct);
        if (problem is not null || rules.Count == 0)
        {
            return new ApprovalState(approved, [], problem);
        }

        var changed = rules.Any(rule => rule.Paths.Count > 0) ? await ChangedAsync(one.ProjectId, target, source, ct) : [];
        var asked = rules.Where(rule => rule.Paths.Count == 0 || rule.Paths.Any(glob => changed.Any(path => PathGlob.Matches(glob, path)))).ToList();
        if (asked.Count == 0)
        {
            return new ApprovalState(approved, [], null);
        }

        var counting = await CountingAsync(one, given, target, source, ct);
        return new ApprovalState(approved, [.. asked.Select(rule => Need(rule, counting))], null);
    }

    /// <summary>Why this user's approval would not count, or null.</summary>
    public async Task<string?> WhyNotAsync(MergeRequest one, User user, string target, CancellationToken ct) =>
        one.AuthorId == user.Id ? $"'{user.Name}' opened !{one.Number}, so somebody else must approve it."
        : (await commits.AddressesAsync(one.ProjectId, target, one.SourceCommit, ct)).Contains(user.Email.ToLowerInvariant())
            ? $"'{user.Name}' wrote or committed a part of !{one.Number}, so somebody else must approve it."
        : null;

    async Task<(IReadOnlyList<ApprovalRule> Rules, string? Problem)> RulesAsync(long projectId, string target, CancellationToken ct)
    {
        var tree = new SourceTree(git, folders.Of(projectId), target);
        if (await tree.ReadAsync(ApprovalFile.Path, ApprovalFile.MostBytes, ct) is not { } text)
        {
            // Too large to be read is not the same as not there.
            return (await git.RunAsync(new GitCall(folders.Of(projectId), "cat-file", "-e", $"{target}:{ApprovalFile.Path}"), ct)).ExitCode == 0
                ? ([], $"{ApprovalFile.Path} on the target branch is no file of at most {ApprovalFile.MostBytes:N0} bytes.")
                : ([], null);
        }

        try
        {
            return (ApprovalFile.Parse(text), null);
        }
        catch (FormatException bad)
        {
            return ([], $"{ApprovalFile.Path} on the target branch can't be read, so nobody can say who must approve. {bad.Message}");
        }
    }

    async Task<IReadOnlyList<string>> ChangedAsync(long projectId, string target, string source, CancellationToken ct) =>
        await new SourceTree(git, folders.Of(projectId), source).ChangedSinceAsync(await bases.FindAsync(projectId, target, source, ct) ?? target, ct) ?? [];

    async Task<IReadOnlyList<string>> CountingAsync(MergeRequest one, IReadOnlyList<Approval> given, string target, string source, CancellationToken ct)
    {
        if (given.Count == 0)
        {
            return [];
        }

        var addresses = await commits.AddressesAsync(one.ProjectId, target, source, ct);
        var counting = new List<string>();
        foreach (var approval in given)
        {
            // Whoever has left the project meanwhile counts no more.
            if (approval.UserId != one.AuthorId && users.Find(approval.UserId) is { } user && !addresses.Contains(user.Email.ToLowerInvariant())
                && (user.Admin || await members.RoleAsync(one.ProjectId, user.Id, ct) >= ProjectRole.Developer))
            {
                counting.Add(user.Name);
            }
        }

        return counting;
    }

    static ApprovalNeed Need(ApprovalRule rule, IReadOnlyList<string> counting)
    {
        string[] by = [.. counting.Where(user => rule.Users.Count == 0 || rule.Users.Contains(user, StringComparer.Ordinal))];
        return new ApprovalNeed(rule.Name, rule.Required, rule.Users, by, Math.Max(0, rule.Required - by.Length));
    }
}
