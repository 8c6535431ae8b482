using Slipway.Proposals.Git;

namespace Slipway.Proposals;

/// <summary>What no proposal may be.</summary>
static class ProposalCheck
{
    const int MostChanges = 10_000;

    public static void Check(Proposal proposal)
    {
        foreach (var branch in new[] { proposal.Branch, proposal.Target })
        {
            BranchName.Check(branch);
        }

        if (proposal.Branch == proposal.Target)
        {
            throw Bad($"'{proposal.Target}' can't be proposed into itself.");
        }

        if (string.IsNullOrWhiteSpace(proposal.Title) || proposal.Title.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw Bad("A proposal has a title of one line.");
        }

        if (string.IsNullOrWhiteSpace(proposal.Message))
        {
            throw Bad("A proposal has a commit message.");
        }

        if (proposal.Changes.Count > MostChanges)
        {
            throw Bad($"A proposal changes at most {MostChanges:N0} files.");
        }

        if (proposal.Changes.GroupBy(change => change.Path, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Bad($"'{twice.Key}' is changed twice.");
        }

        if (proposal.Changes.FirstOrDefault(change => !IsPath(change.Path)) is { } wrong)
        {
            throw Bad($"'{wrong.Path}' is no path in a repository.");
        }
    }

    // As git's verify_path: nothing above the top, nothing of git's own.
    static bool IsPath(string path) => path.Length is > 0 and <= 4096
        && !path.Any(char.IsControl)
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase));

    static ProposalException Bad(string what) => new("proposal.malformed", what);
}
