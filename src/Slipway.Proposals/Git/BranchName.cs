namespace Slipway.Proposals.Git;

/// <summary>git-check-ref-format(1), for a branch.</summary>
static class BranchName
{
    public static void Check(string name)
    {
        if (!IsGood(name))
        {
            throw new ProposalException("proposal.malformed", $"'{name}' is no name of a branch.");
        }
    }

    static bool IsGood(string name) => name.Length is > 0 and <= 200
        && name[0] != '-'
        && name.AsSpan().IndexOfAny(" ~^:?*[\\\x7f") < 0
        && !name.Any(char.IsControl)
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name is not ("@" or "HEAD")
        && name[^1] != '.'
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith(".lock", StringComparison.Ordinal));
}
