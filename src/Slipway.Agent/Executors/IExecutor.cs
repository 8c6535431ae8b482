using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Executors;

/// <summary>A way to run jobs on this machine.</summary>
interface IExecutor : IDisposable
{
    /// <summary>What the coordinator may ask of it.</summary>
    RunnerFeatures Features { get; }

    /// <summary>Who owns the slot's work trees on this machine; null for the runner's own user.</summary>
    uint? Owner(int slot);

    /// <summary>Whether any user must be able to write to the work tree.</summary>
    bool OpenTree { get; }

    /// <summary>Checks that this machine can run jobs this way, and removes what an earlier runner left.</summary>
    /// <exception cref="Failure">It can't; says why and what to do.</exception>
    Task StartAsync(CancellationToken ct);

    /// <summary>Makes ready for one job. Disposing what it gives ends all that runs for the job, and removes it.</summary>
    /// <exception cref="JobFailure">The job can't run here.</exception>
    Task<IJobEnvironment> PrepareAsync(JobOrder order, CancellationToken ct);
}

/// <summary>Where the steps of one job run, one after another.</summary>
interface IJobEnvironment : IAsyncDisposable
{
    /// <summary>Runs a step to its end and gives its exit code. Nothing that it started is left running.</summary>
    /// <param name="output">Takes what the step writes.</param>
    /// <exception cref="OperationCanceledException">Stopped by <paramref name="stop"/>: asked to end, then killed.</exception>
    Task<int> RunAsync(Step step, IByteSink output, CancellationToken stop);
}

/// <summary>All that an executor needs to know of a job.</summary>
sealed record JobOrder(JobPayload Job, JobVariables Variables, JobFolders Folders, JobTrace Trace, int Slot);
