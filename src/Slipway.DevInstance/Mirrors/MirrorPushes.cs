using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Mirrors;

/// <summary>After each change the project's mirrors get it.</summary>
sealed class MirrorPushes(MirrorStore mirrors, MirrorWorker worker) : IPushHandler
{
    public async Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct)
    {
        if (await mirrors.WantAsync(push.Project.Id, ct) > 0)
        {
            worker.WakeUp();
        }

        return [];
    }
}
