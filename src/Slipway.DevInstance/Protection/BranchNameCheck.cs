namespace Slipway.DevInstance.Protection;

/// <summary>The push rule for the names of new branches.</summary>
sealed class BranchNameCheck : IPushCheck
{
    public Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        RulePattern.Of(push.Rules.BranchName) is { } pattern
            ? [.. push.Updates.Where(update => update is { IsBranch: true, Before: null } && update.Name != push.Project.DefaultBranch && !pattern.IsMatch(update.Name))
                .Select(update => $"{update.Ref}: names of branches must match {push.Rules.BranchName} here.")]
            : []);
}
