using System.Text;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// Refs that the server itself moves (merges, imports), under the same lock and in the same ledger as pushes: all of them or none, and only
/// where each still names what it did when that was decided.
/// </summary>
sealed class RefTransaction(GitProgram git, RepositoryFolders folders, ProjectLocks locks, PushLedger ledger, PushWake wake)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>False where a ref has moved meanwhile: nothing has changed, and whoever asks decides anew.</summary>
    /// <exception cref="TimeoutException">The project was busy all the time.</exception>
    public async Task<bool> RunAsync(Project project, Actor actor, IReadOnlyList<RefUpdate> updates, IReadOnlyList<string> options, CancellationToken ct)
    {
        long id;
        PushState state;
        using (await locks.EnterAsync(project.Id, LongestWait, ct))
        {
            id = await ledger.IntendAsync(project.Id, actor, updates, options, ct);
            try
            {
                // From here on it is not to be stopped half way.
                await git.RunAsync(new GitCall(folders.Of(project.Id), "update-ref", "--stdin", "-z") { Input = Commands(updates) }, CancellationToken.None);
            }
            finally
            {
                state = await ledger.SettleAsync(id, CancellationToken.None);
            }
        }

        wake.Call();
        return state != PushState.Lost;
    }

    // git-update-ref(1), -z: zeros as the old value say that it must not exist.
    static byte[] Commands(IReadOnlyList<RefUpdate> updates)
    {
        var text = new StringBuilder("start\0");
        foreach (var update in updates)
        {
            var before = update.Before ?? new string('0', (update.After ?? update.Before)!.Length);
            _ = update.After is null ? text.Append($"delete {update.Ref}\0{before}\0") : text.Append($"update {update.Ref}\0{update.After}\0{before}\0");
        }

        return Encoding.UTF8.GetBytes(text.Append("prepare\0commit\0").ToString());
    }
}
