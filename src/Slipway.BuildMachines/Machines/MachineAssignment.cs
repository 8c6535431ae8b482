using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Machines;

/// <summary>
/// Binds an attempt of a job to a machine, in the transaction that gives the job away: either both are written or none. A machine that is being
/// removed, is used up or is another project's is not given the job, whatever the memory of a server says.
/// </summary>
static class MachineAssignment
{
    /// <param name="given">Jobs that this transaction has given it so far.</param>
    /// <returns>Whether the machine takes it, and the machine as it is then; null where the runner is no machine's.</returns>
    public static async Task<(bool Takes, Machine? Machine)> TryTakeAsync(SlipwayDb db, long runnerId, string machineId, Job job, int given, DateTimeOffset now)
    {
        if (await db.Set<Machine>().FirstOrDefaultAsync(machine => machine.Id == machineId) is not { } row || row.RunnerId != runnerId)
        {
            return (false, null);
        }

        var live = await db.Set<JobAttempt>().CountAsync(attempt => attempt.RunnerId == runnerId && attempt.End == AttemptEnd.Live);
        if (!row.MayTake(job.ProjectId, job.Protected, live + given))
        {
            return (false, row);
        }

        var next = row.Taken(job.ProjectId, job.Protected, $"It was given job {job.Id} ({job.Name}).", now) with { Version = row.Version + 1 };
        db.Entry(row).CurrentValues.SetValues(next);
        db.Add(MachineEvent.Of(next, now, job.Id));
        return (true, next);
    }
}
