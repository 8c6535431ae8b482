using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>
/// Opens a merge request. The project's lock is held from the look at the branches until the row is there, so no move of the source is
/// missed; the head's ref comes before the row, so a crash between them leaves a ref that the next one takes over.
/// </summary>
sealed class CreateMergeRequestOperation(
    MergeRequestStore store, RefReader refs, ProjectLocks locks, HeadRef head, MergeBase bases, CommitList commits, MergeRequestPipelines pipelines, PeopleList people,
    TimeProvider time)
{
    const int LongestDescription = 100_000;
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="pushId">The push whose options asked for it, or null.</param>
    public async Task<CreateMergeRequestOutcome> RunAsync(Project project, Actor actor, CreateMergeRequest wanted, long? pushId, CancellationToken ct)
    {
        var target = wanted.Target ?? project.DefaultBranch;
        if (!RefName.IsShort(wanted.Source) || !RefName.IsShort(target))
        {
            return Malformed($"'{(RefName.IsShort(target) ? wanted.Source : target)}' is no name of a branch.");
        }

        if (wanted.Source == target)
        {
            return Malformed($"'{target}' can't be merged into itself. Push the commits to another branch.");
        }

        if (wanted.Description is { Length: > LongestDescription })
        {
            return Malformed($"The description has more than {LongestDescription:N0} characters.");
        }

        if ((LabelList.Why(wanted.Labels) ?? await people.WhyAsync(project, wanted.Reviewers, ct) ?? await people.WhyAsync(project, wanted.Assignees, ct)) is { } why)
        {
            return Malformed(why);
        }

        MergeRequest made;
        using (await locks.EnterAsync(project.Id, LongestWait, ct))
        {
            var now = await refs.FindAsync(project.Id, ["refs/heads/" + wanted.Source, "refs/heads/" + target], ct);
            if (!now.TryGetValue("refs/heads/" + wanted.Source, out var sourceCommit) || !now.TryGetValue("refs/heads/" + target, out var targetCommit))
            {
                var missing = now.ContainsKey("refs/heads/" + wanted.Source) ? target : wanted.Source;
                return Malformed($"{project.Path} has no branch '{missing}'. Push it first.");
            }

            if ((await store.OpenAsync(project.Id, ct)).FirstOrDefault(one => one.SourceBranch == wanted.Source && one.TargetBranch == target) is { } other)
            {
                return new CreateMergeRequestOutcome.Exists(other);
            }

            if (await bases.IsWithinAsync(project.Id, sourceCommit, targetCommit, ct))
            {
                return Malformed($"'{target}' has all commits of '{wanted.Source}' already: there is nothing to merge.");
            }

            var number = await store.NextNumberAsync(project.Id, ct);
            await head.PointAsync(project.Id, number, sourceCommit, ct);
            var title = MergeRequestTitle.Cut(wanted.Title ?? "") is { Length: > 0 } given ? given : await TitleAsync(project.Id, wanted.Source, targetCommit, sourceCommit, ct);
            made = await store.AddAsync(
                new MergeRequest
                {
                    ProjectId = project.Id,
                    Number = number,
                    SourceBranch = wanted.Source,
                    TargetBranch = target,
                    Title = wanted.Draft ? MergeRequestTitle.AsDraft(title) : title,
                    Description = wanted.Description ?? "",
                    AuthorId = actor.UserId,
                    Author = actor.Name,
                    Squash = wanted.Squash,
                    RemoveSource = wanted.RemoveSource,
                    Labels = LabelList.Text(wanted.Labels ?? []),
                    Reviewers = PeopleList.Text(wanted.Reviewers ?? []),
                    Assignees = PeopleList.Text(wanted.Assignees ?? []),
                    SourceCommit = sourceCommit,
                    TargetCommit = targetCommit,
                    PushId = pushId,
                    CreatedAt = time.GetUtcNow(),
                    UpdatedAt = time.GetUtcNow(),
                },
                ct);
        }

        await pipelines.StartAsync(project, made, actor.Name, actor.UserId, ct);
        return new CreateMergeRequestOutcome.Created(made);
    }

    // As GitLab: the one commit's title, else what the branch is called.
    async Task<string> TitleAsync(long projectId, string branch, string target, string source, CancellationToken ct) =>
        await commits.ReadAsync(projectId, target, source, ct) is [{ Title.Length: > 0 } only] ? MergeRequestTitle.Cut(only.Title) : MergeRequestTitle.Of(branch);

    static CreateMergeRequestOutcome.Refused Malformed(string detail) => new(ProblemCode.Malformed, detail);
}

abstract record CreateMergeRequestOutcome
{
    public sealed record Created(MergeRequest MergeRequest) : CreateMergeRequestOutcome;

    /// <summary>One for the same branches is open.</summary>
    public sealed record Exists(MergeRequest MergeRequest) : CreateMergeRequestOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateMergeRequestOutcome;
}
