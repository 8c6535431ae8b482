using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Changes what an open merge request says, where it goes, or how it is merged; or closes it.</summary>
sealed class ChangeMergeRequestOperation(MergeRequestStore store, RefReader refs, PeopleList people)
{
    const int LongestDescription = 100_000;

    public async Task<ChangeMergeRequestOutcome> RunAsync(Project project, MergeRequest one, ChangeMergeRequest change, CancellationToken ct)
    {
        var wished = change.Draft switch
        {
            true => MergeRequestTitle.AsDraft(change.Title ?? one.Title),
            false => MergeRequestTitle.AsReady(change.Title ?? one.Title),
            _ => change.Title,
        };
        if (wished is { } title && MergeRequestTitle.Cut(title).Length == 0)
        {
            return Refused(ProblemCode.Malformed, "The title is empty.");
        }

        if (change.Description is { Length: > LongestDescription })
        {
            return Refused(ProblemCode.Malformed, $"The description has more than {LongestDescription:N0} characters.");
        }

        if ((LabelList.Why(change.Labels) ?? await people.WhyAsync(project, change.Reviewers, ct) ?? await people.WhyAsync(project, change.Assignees, ct)) is { } why)
        {
            return Refused(ProblemCode.Malformed, why);
        }

        if (change.Target is { } target && target != one.TargetBranch)
        {
            if (target == one.SourceBranch || !RefName.IsShort(target) || (await refs.FindAsync(project.Id, ["refs/heads/" + target], ct)).Count == 0)
            {
                return Refused(ProblemCode.Malformed, $"{project.Path} has no branch '{target}' that {one.SourceBranch} could be merged into.");
            }

            if ((await store.OpenAsync(project.Id, ct)).FirstOrDefault(other => other.SourceBranch == one.SourceBranch && other.TargetBranch == target) is { } same)
            {
                return Refused(ProblemCode.MergeRequestExists, $"!{same.Number} is open for {one.SourceBranch} into {target}.");
            }
        }

        return Answer(one, await store.ChangeOpenAsync(
            one.Id,
            row =>
            {
                row.Title = wished is null ? row.Title : MergeRequestTitle.Cut(wished);
                row.Description = change.Description ?? row.Description;
                row.Squash = change.Squash ?? row.Squash;
                row.RemoveSource = change.RemoveSource ?? row.RemoveSource;
                row.Labels = change.Labels is null ? row.Labels : LabelList.Text(change.Labels);
                row.Reviewers = change.Reviewers is null ? row.Reviewers : PeopleList.Text(change.Reviewers);
                row.Assignees = change.Assignees is null ? row.Assignees : PeopleList.Text(change.Assignees);
                if (change.Target is not null && change.Target != row.TargetBranch)
                {
                    // What was to be merged was about another branch.
                    (row.TargetBranch, row.AutoMergeBy, row.AutoMergeById, row.PipelineCommit) = (change.Target, null, null, null);
                }
            },
            ct));
    }

    public async Task<ChangeMergeRequestOutcome> CloseAsync(MergeRequest one, CancellationToken ct) => Answer(one, await store.ChangeOpenAsync(
        one.Id, row => (row.State, row.AutoMergeBy, row.AutoMergeById) = (MergeRequestState.Closed, null, null), ct));

    static ChangeMergeRequestOutcome Answer(MergeRequest one, MergeRequest? changed) => changed is not null
        ? new ChangeMergeRequestOutcome.Changed(changed)
        : Refused(ProblemCode.MergeBlocked, $"!{one.Number} is not open any more.");

    static ChangeMergeRequestOutcome.Refused Refused(ProblemCode problem, string detail) => new(problem, detail);
}

abstract record ChangeMergeRequestOutcome
{
    public sealed record Changed(MergeRequest MergeRequest) : ChangeMergeRequestOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : ChangeMergeRequestOutcome;
}
