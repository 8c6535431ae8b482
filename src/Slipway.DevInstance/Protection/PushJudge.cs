using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Protection;

/// <summary>Whether a push may be. All of it or nothing: a half of what somebody pushed is seldom what they meant.</summary>
sealed class PushJudge(ProtectionStore store, GitProgram git, RepositoryFolders folders, IEnumerable<IPushCheck> checks)
{
    const int MostSaid = 20;

    /// <returns>Why not, in words for the pusher; nothing where it may.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync(Project project, ProjectRole role, HookQuestion question, CancellationToken ct)
    {
        var push = new PushCase(
            project, role, question.Updates,
            await store.ProtectionAsync(project, ct), await store.RulesAsync(project.Id, ct),
            new PushedObjects(git, folders.Of(project.Id), question.Quarantine));
        foreach (var check in checks)
        {
            try
            {
                var refusals = await check.CheckAsync(push, ct);
                if (refusals.Count > 0)
                {
                    return refusals.Count <= MostSaid ? refusals : [.. refusals.Take(MostSaid), $"... and {refusals.Count - MostSaid} more."];
                }
            }
            catch (GitException tooMuch)
            {
                return [$"This push could not be looked at: {tooMuch.Message} If it is large, push it in parts."];
            }
        }

        return [];
    }
}
