using Slipway.Contracts.DevInstance;
using Slipway.Proposals;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Work;

/// <summary>What is done for one kind of duty.</summary>
interface IDutyWork
{
    DutyKind Kind { get; }

    /// <exception cref="UpkeepException">It can't be done.</exception>
    /// <exception cref="ProposalException">git or this server refused.</exception>
    Task<RunReport> RunAsync(DutyTask task, CancellationToken ct);
}

/// <summary>One run's duty, project and ways to the project's branches and merge requests.</summary>
sealed record DutyTask(Duty Duty, ProjectFacts Project, ProjectForge Forge, RunLog Log)
{
    /// <summary>The duty's, else the default one.</summary>
    public IReadOnlyList<string> Branches => Duty.Lines(Duty.Branches) is { Count: > 0 } named ? named : [Project.DefaultBranch];

    /// <summary>A named maintainer: whom the duty names, else whom the project's files do, else who turned it on.</summary>
    public IReadOnlyList<string> Reviewers(IReadOnlyList<string> others) => Duty.Lines(Duty.Reviewers) is { Count: > 0 } named ? named : others.Count > 0 ? others : [Duty.Owner];
}

/// <summary>This server's git and API for one project, as the bot.</summary>
sealed record ProjectForge(GitRemote Remote, IForge Forge, CommitIdentity Identity)
{
    public Proposer Proposer(TimeProvider time) => new(Remote, Forge, time, Identity);
}
