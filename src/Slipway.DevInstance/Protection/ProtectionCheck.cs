using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Protection;

/// <summary>Protected branches and tags.</summary>
sealed class ProtectionCheck : IPushCheck
{
    public async Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct)
    {
        var refusals = new List<string>();
        foreach (var update in push.Updates)
        {
            if (push.Protection.Find(update.Ref) is { } rule && await WhyAsync(push, update, rule, ct) is { } why)
            {
                refusals.Add($"{update.Ref} is protected{(rule.Pattern == update.Name ? "" : $" ({rule.Pattern})")}: {why}");
            }
        }

        return refusals;
    }

    static async Task<string?> WhyAsync(PushCase push, RefUpdate update, ProtectedRef rule, CancellationToken ct)
    {
        if (rule.Push is not { } needed)
        {
            return rule.Tags ? "nobody pushes it." : "nobody pushes to it. Open a merge request.";
        }

        if (push.Role < needed)
        {
            return $"that needs the role {Text(needed)}, and you are {Text(push.Role)} with these credentials.{(rule.Tags ? "" : " Push another branch and open a merge request.")}";
        }

        if (update.After is null)
        {
            return "it can't be deleted. Take the protection away first, if you mean it.";
        }

        if (update.Before is null || rule.ForcePush)
        {
            return null;
        }

        return rule.Tags ? "it stays where it is. Make a new tag."
            : await push.Objects.IsForwardAsync(update, ct) ? null
            : "its history can't be rewritten. Fetch, merge or rebase, and push again without --force.";
    }

    static string Text(ProjectRole role) => role.ToString().ToLowerInvariant();
}
