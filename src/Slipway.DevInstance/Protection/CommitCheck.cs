using System.Text;

namespace Slipway.DevInstance.Protection;

/// <summary>The push rules for new commits: their messages and their authors.</summary>
sealed class CommitCheck : IPushCheck
{
    const int MostBytes = 64 << 20;

    public async Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct)
    {
        var (message, author) = (RulePattern.Of(push.Rules.CommitMessage), RulePattern.Of(push.Rules.AuthorEmail));
        if (message is null && author is null)
        {
            return [];
        }

        var refusals = new List<string>();
        var commits = await push.Objects.NewCommitsAsync(push.Updates, ct);
        if (commits.Length == 0)
        {
            return refusals;
        }

        // NUL is the one byte that none of the fields has.
        var fields = (await push.Objects.TextAsync(
            push.Objects.Call("log", "--stdin", "--no-walk=unsorted", "--no-show-signature", "--encoding=UTF-8", "--format=%H%x00%ae%x00%B%x00") with
            {
                Input = Encoding.ASCII.GetBytes(commits),
                MaxOutput = MostBytes,
            },
            ct)).Split('\0');
        for (var i = 0; i + 2 < fields.Length; i += 3)
        {
            var (id, email, text) = (fields[i].Trim('\n')[..10], fields[i + 1], fields[i + 2]);
            if (message?.IsMatch(text) == false)
            {
                refusals.Add($"Commit {id}: its message must match {push.Rules.CommitMessage} here. Change it with git commit --amend or git rebase --interactive.");
            }

            if (author?.IsMatch(email) == false)
            {
                refusals.Add($"Commit {id}: its author's address, {email}, must match {push.Rules.AuthorEmail} here. Set it with git config user.email, then git commit --amend --reset-author.");
            }
        }

        return refusals;
    }
}
