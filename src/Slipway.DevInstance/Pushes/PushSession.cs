using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// One run of receive-pack: the decision before the refs move, with the intent written down, and what became of it after. From the one to
/// the other it holds the project's lock.
/// </summary>
sealed class PushSession(Project project, Actor actor, ProjectRole role, PushParts parts, IReadOnlyDictionary<string, string> environment)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    static readonly TimeSpan LongestHandling = TimeSpan.FromSeconds(20);

    IDisposable? held;
    long? pushId;

    /// <summary>For receive-pack, which hands it on to its hooks.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>The refs are moving: whoever waits for it does not stop it any more.</summary>
    public bool IsMoving { get; private set; }

    public async Task<HookAnswer> DecideAsync(HookQuestion question, CancellationToken ct)
    {
        if (question.Updates.Count > HookQuestion.MostUpdates)
        {
            return new HookAnswer(false, [$"One push may change {HookQuestion.MostUpdates} refs. Push them in parts."]);
        }

        try
        {
            held = await parts.Locks.EnterAsync(project.Id, LongestWait, ct);
        }
        catch (TimeoutException)
        {
            return new HookAnswer(false, ["Other pushes kept this project busy for two minutes. Push again."]);
        }

        if (await parts.Projects.FindAsync(project.Id, ct) is null)
        {
            Release();
            return new HookAnswer(false, [$"{project.Path} was deleted meanwhile."]);
        }

        var refusals = await parts.Judge.JudgeAsync(project, role, question, ct);
        if (refusals.Count > 0)
        {
            Release();
            return new HookAnswer(false, refusals);
        }

        pushId = await parts.Ledger.IntendAsync(project.Id, actor, question.Updates, question.Options, ct);
        IsMoving = true;
        return new HookAnswer(true, []);
    }

    /// <summary>The refs have moved: what follows from it is done now, as far as it is done soon, so that the pusher hears of it.</summary>
    public async Task<HookAnswer> LandedAsync(CancellationToken ct)
    {
        await SettleAsync();
        return new HookAnswer(true, await parts.Handling.HandleSoonAsync(project.Id, pushId, LongestHandling, ct));
    }

    /// <summary>receive-pack has ended, in whatever way.</summary>
    public async Task EndAsync()
    {
        await SettleAsync();
        if (pushId is not null)
        {
            parts.Wake.Call();
        }
    }

    async Task SettleAsync()
    {
        try
        {
            if (held is not null && pushId is { } id)
            {
                await parts.Ledger.SettleAsync(id, CancellationToken.None);
            }
        }
        finally
        {
            Release();
        }
    }

    void Release()
    {
        held?.Dispose();
        held = null;
    }
}
