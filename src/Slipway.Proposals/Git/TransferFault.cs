namespace Slipway.Proposals.Git;

/// <summary>What the other side's refusal means, and what to do.</summary>
static class TransferFault
{
    public static ProposalException Of(string verb, GitRemote remote, GitResult result)
    {
        var said = Shorten(result.Errors + (verb == "push" ? "\n" + result.Text : ""));
        if (Says("stale info", "fetch first", "cannot lock ref"))
        {
            return new ProposalException("proposal.moved", "The branch was changed by somebody else in this moment: nothing was overwritten. Run it once more.");
        }

        if (Says("Authentication failed", "could not read Username", "could not read Password", "Permission denied", "error: 401", "error: 403"))
        {
            return new ProposalException("git.not-allowed", $"{remote} lets nobody {(verb == "push" ? "push" : "read")} with these credentials. Give a token that may. {said}");
        }

        return verb == "push"
            ? new ProposalException("proposal.push-refused", $"{remote} refused the branch. {said}")
            : new ProposalException("git.unreachable", $"{remote} can't be read. {said}");

        bool Says(params string[] words) => words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length > 1000 ? line[..1000] + "..." : line;
    }
}
