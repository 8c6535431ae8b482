namespace Slipway.DevInstance.Protection;

/// <summary>The push rule that no branch is rewritten.</summary>
sealed class ForcePushCheck : IPushCheck
{
    public async Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct)
    {
        var refusals = new List<string>();
        if (push.Rules.NoForcePush)
        {
            foreach (var update in push.Updates.Where(update => update is { IsBranch: true, Before: not null, After: not null }))
            {
                if (!await push.Objects.IsForwardAsync(update, ct))
                {
                    refusals.Add($"{update.Ref}: this project allows no force push. Fetch, merge or rebase, and push again without --force.");
                }
            }
        }

        return refusals;
    }
}
