using Slipway.DependencyUpdates.Files;
using Slipway.Proposals;
using Slipway.Proposals.Git;

namespace Slipway.DependencyUpdates.Updates.Run;

/// <summary>One branch that is kept up to date, as the remote has it now: a proposal is whole files, and must not take back what others pushed.</summary>
/// <param name="Below">Null: the default branch.</param>
public sealed record BranchSurvey(string Name, string? Below, Survey Survey);

/// <summary>All branches of one pass, read from the remote; they go when this does.</summary>
public sealed class BranchSurveys : IDisposable
{
    const int MostBranches = 50;

    readonly List<IDisposable> _open = [];
    readonly List<BranchSurvey> _all = [];

    public IReadOnlyList<BranchSurvey> All => _all;

    /// <param name="only">Branches that were named; none: those of the settings.</param>
    /// <param name="here">The settings are those of the checkout: one file for all branches.</param>
    /// <exception cref="ProposalException">There is none, or the remote can't be read.</exception>
    public static async Task<BranchSurveys> FindAsync(GitRemote remote, IReadOnlyList<string> only, Survey here, CancellationToken ct)
    {
        var found = new BranchSurveys();
        try
        {
            var (head, names) = await FetchedBranch.ListAsync(remote, ct);
            var wanted = only.Count > 0 ? only : here.Settings.Branches.Count == 0 ? head is null ? [] : [head]
                : names.Where(name => !name.StartsWith("slipway/", StringComparison.Ordinal) && here.Settings.Branches.Any(glob => glob.Matches(name))).Take(MostBranches).ToList();
            if (wanted.Count == 0) throw new ProposalException("git.no-branch", $"{remote} has no branch to update: write branches: in slipway-deps.yml, or name one.");
            foreach (var name in wanted) await found.AddAsync(remote, name, name == head ? null : name, here, ct);
            return found;
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var one in _open) one.Dispose();
    }

    async Task AddAsync(GitRemote remote, string name, string? below, Survey here, CancellationToken ct)
    {
        var fetched = await FetchedBranch.FetchAsync(remote, name, ct);
        _open.Add(fetched);
        var files = CommitFiles.Open(fetched.Folder, fetched.Commit);
        // The reader goes before its repository.
        _open.Insert(0, files);
        _all.Add(new(name, below, Survey.Take(files.Files, here.Settings, [])));
    }
}
