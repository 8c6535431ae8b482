using System.Text;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Maintenance;

/// <summary>
/// <c>refs/slipway/keep/COMMIT</c> for each commit that a row names and no other ref reaches, so that git keeps it. Nobody sees these refs.
/// </summary>
sealed class KeptCommits(NamedCommits named, RefReader refs, GitProgram git, RepositoryFolders folders)
{
    const string Corner = "refs/slipway/keep/";

    /// <summary>Brings them to what the rows say now. Whoever calls has closed the repository's gate.</summary>
    public async Task UpdateAsync(long projectId, CancellationToken ct)
    {
        var there = (await refs.ListAsync(projectId, [Corner], ct)).Values.ToHashSet(StringComparer.Ordinal);
        var wanted = await LooseAsync(projectId, await PresentAsync(projectId, await named.OfAsync(projectId, ct), ct), ct);
        var commands = new StringBuilder();
        foreach (var commit in wanted.Except(there))
        {
            commands.Append($"create {Corner}{commit} {commit}\n");
        }

        foreach (var commit in there.Except(wanted))
        {
            commands.Append($"delete {Corner}{commit}\n");
        }

        await git.TextAsync(Call(projectId, commands.ToString(), "update-ref", "--stdin"), ct);
    }

    // An older server may have let one go.
    async Task<IReadOnlyCollection<string>> PresentAsync(long projectId, IReadOnlySet<string> commits, CancellationToken ct) =>
        [.. (await git.TextAsync(Call(projectId, string.Join('\n', commits.Where(RefName.IsObject)) + "\n", "cat-file", "--batch-check=%(objecttype) %(objectname)", "--buffer"), ct))
            .Split('\n').Where(line => line.StartsWith("commit ", StringComparison.Ordinal)).Select(line => line["commit ".Length..])];

    /// <summary>Those that no branch, tag or merge request reaches.</summary>
    async Task<IReadOnlySet<string>> LooseAsync(long projectId, IReadOnlyCollection<string> commits, CancellationToken ct)
    {
        if (commits.Count == 0)
        {
            return new HashSet<string>();
        }

        var unreached = await git.TextAsync(Call(projectId, string.Join('\n', commits) + "\n", "rev-list", "--stdin", "--not", $"--exclude={Corner}*", "--all"), ct);
        return unreached.Split('\n').Intersect(commits, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    GitCall Call(long projectId, string input, params string[] arguments) =>
        new(folders.Of(projectId), arguments) { Input = Encoding.UTF8.GetBytes(input), MaxOutput = 256 << 20, Limit = TimeSpan.FromMinutes(10) };
}
