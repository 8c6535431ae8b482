using Slipway.Platform.Problems;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Api;

/// <summary>Wants a run now, besides the schedule's.</summary>
sealed class RunNowOperation(DutyStore duties, RunStore runs, RunWorker worker)
{
    public async Task<RunNowOutcome> RunAsync(long projectId, DutyKind kind, string by, CancellationToken ct)
    {
        if (await duties.FindAsync(projectId, kind, ct) is not { Active: true } duty)
        {
            return new RunNowOutcome.Refused(ProblemCode.UpkeepOff, $"{DutyWords.Of(kind)} is off for this project. Turn it on first: slipway upkeep enable.");
        }

        if (await runs.QueueNowAsync(duty, by, ct) is not { } run)
        {
            return new RunNowOutcome.Refused(ProblemCode.UpkeepRunning, $"A run of {DutyWords.Of(kind)} is under way already. slipway upkeep history shows it.");
        }

        worker.WakeUp();
        return new RunNowOutcome.Queued(run);
    }
}

abstract record RunNowOutcome
{
    public sealed record Queued(UpkeepRun Run) : RunNowOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : RunNowOutcome;
}
