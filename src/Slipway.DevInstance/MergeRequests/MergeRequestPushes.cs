using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Pushes;
using Slipway.Platform;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a push means for merge requests: those of its branches follow, and its options open or change some.</summary>
sealed class MergeRequestPushes(
    FollowBranches follow, MergeRequestStore store, CreateMergeRequestOperation create, ChangeMergeRequestOperation change, MergeRequestPipelines pipelines,
    MergeOperation merge, PeopleList people, MemberStore members, UserDirectory users, PublicAddress address) : IPushHandler
{
    const int MostBranches = 10;

    public async Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct)
    {
        var branches = push.Updates.Where(update => update.IsBranch).ToList();
        if (branches.Count == 0)
        {
            return [];
        }

        await follow.RunAsync(push.Project, branches.Select(update => update.Ref).ToHashSet(StringComparer.Ordinal), push.By, ct);
        var wish = PushWish.Of(push);
        // As on GitLab, a user who can't be assigned keeps nobody's merge request from being opened.
        var (known, unknown) = await people.SplitAsync(push.Project, wish.Assignees.Add, ct);
        wish = wish with { Assignees = wish.Assignees with { Add = known } };
        var said = new List<string>([.. wish.Warnings, .. unknown.Select(why => "warning: " + why)]);
        var pushed = branches.Where(update => update.After is not null).ToList();
        if (wish.IsAny && pushed.Count > MostBranches)
        {
            return [.. said, $"warning: no merge requests: this push changed more than {MostBranches} branches."];
        }

        foreach (var update in pushed.Take(MostBranches))
        {
            said.AddRange(await HandleAsync(push, update, wish, ct));
        }

        return said;
    }

    async Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, RefUpdate update, PushWish wish, CancellationToken ct)
    {
        var said = new List<string>();
        var open = (await store.OpenAsync(push.Project.Id, ct)).Where(one => one.SourceBranch == update.Name).ToList();
        if (wish.IsAny)
        {
            said.AddRange(await GrantAsync(push, update, wish, open, ct));
            open = [.. (await store.OpenAsync(push.Project.Id, ct)).Where(one => one.SourceBranch == update.Name)];
        }

        foreach (var one in open)
        {
            said.AddRange(await pipelines.StartAsync(push.Project, one, push.By, push.UserId, ct));
            said.AddRange(["", $"View merge request for {one.SourceBranch}:", "  " + MergeRequestInfos.Url(one, push.Project, address.Default), ""]);
            if (wish.AutoMerge)
            {
                said.AddRange(await AutoMergeAsync(push, one, ct));
            }
        }

        return said;
    }

    async Task<IReadOnlyList<string>> GrantAsync(RefsPushed push, RefUpdate update, PushWish wish, IReadOnlyList<MergeRequest> open, CancellationToken ct)
    {
        var target = wish.Target ?? (open.Count == 1 ? open[0].TargetBranch : push.Project.DefaultBranch);
        var one = await store.MadeByAsync(push.PushId, update.Name, ct) ?? open.FirstOrDefault(other => other.TargetBranch == target) ?? (wish.Create || open.Count == 0 ? null : open[0]);
        if (one is null)
        {
            return wish.Create ? await CreateAsync(push, update, wish, target, ct)
                : [$"warning: {update.Name} has no open merge request. Push with -o merge_request.create to open one."];
        }

        var outcome = await change.RunAsync(
            push.Project, one,
            new ChangeMergeRequest(
                wish.Title, wish.Description, wish.Target, wish.Squash ? true : null, wish.RemoveSource ? true : null, wish.Labels.On(MergeRequestInfos.Labels(one)),
                Draft: wish.Draft ? true : null, Assignees: wish.Assignees.On(MergeRequestInfos.Assignees(one))), ct);
        return outcome is ChangeMergeRequestOutcome.Refused refused && one.State == MergeRequestState.Opened ? ["warning: " + refused.Detail] : [];
    }

    async Task<IReadOnlyList<string>> CreateAsync(RefsPushed push, RefUpdate update, PushWish wish, string target, CancellationToken ct)
    {
        var wanted = new CreateMergeRequest(update.Name, target, wish.Title, wish.Description, wish.Squash, wish.RemoveSource, wish.Labels.Add, Draft: wish.Draft, Assignees: wish.Assignees.Add);
        var outcome = await create.RunAsync(push.Project, await ActorAsync(push, ct), wanted, push.PushId, ct);
        return outcome is CreateMergeRequestOutcome.Refused refused ? ["warning: no merge request was opened. " + refused.Detail] : [];
    }

    async Task<IReadOnlyList<string>> AutoMergeAsync(RefsPushed push, MergeRequest one, CancellationToken ct)
    {
        var actor = await ActorAsync(push, ct);
        return await merge.RunAsync(push.Project, one.Number, actor, actor.Given, new MergeNow(one.SourceCommit, WhenPipelineSucceeds: true), ct) switch
        {
            MergeOutcome.Merged => [$"!{one.Number} is merged."],
            MergeOutcome.Queued => [$"!{one.Number} is in the merge queue."],
            MergeOutcome.Waits => [$"!{one.Number} is merged when its pipeline succeeds."],
            MergeOutcome.Refused refused => ["warning: " + refused.Detail],
            _ => [],
        };
    }

    // Whoever is no user here (a deploy key, a machine's token) could push, and that is all that is known.
    async Task<Actor> ActorAsync(RefsPushed push, CancellationToken ct)
    {
        var user = push.UserId is { } id ? users.Find(id) : null;
        var role = user is null ? ProjectRole.Developer : user.Admin ? ProjectRole.Owner : await members.RoleAsync(push.Project.Id, user.Id, ct);
        return new Actor(push.By, push.UserId, Everywhere: false, role, push.Project.Id, role);
    }
}
