using Slipway.DevInstance.Git;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Protection;

/// <summary>What may be pushed at all: branches, tags and notes, under names that can't be taken for something else.</summary>
sealed class RefNameCheck : IPushCheck
{
    public Task<IReadOnlyList<string>> CheckAsync(PushCase push, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(
        [.. push.Updates.Where(update => update.After is not null).Select(Why).OfType<string>()]);

    static string? Why(RefUpdate update) => update switch
    {
        { IsBranch: false, IsTag: false } when !update.Ref.StartsWith("refs/notes/", StringComparison.Ordinal) =>
            $"{update.Ref}: only branches (refs/heads/), tags (refs/tags/) and notes (refs/notes/) can be pushed.",
        { Before: null } when RefName.IsObject(update.Name) => $"{update.Ref}: a name like a commit's id would be taken for one. Choose another.",
        { Before: null } when !RefName.IsFull(update.Ref) || update.Name is "HEAD" => $"{update.Ref}: this name is not allowed.",
        _ => null,
    };
}
