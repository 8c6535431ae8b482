namespace Slipway.Agent.Limits;

/// <summary>One job's share of the machine: a group of the kernel's where this program may make one, else limits of each process.</summary>
/// <param name="group">Null where there are no groups.</param>
sealed class JobShare(JobGroup? group, JobLimits limits) : IAsyncDisposable
{
    /// <summary>What starts a program within the share, with the program and its arguments after it.</summary>
    /// <remarks>Without a group, memory is what one process may take for its data, and processes are counted for the user, of which a slot has its own.</remarks>
    public IReadOnlyList<string> Command => group?.Command
        ?? ["prlimit", $"--nproc={HardLimit.AtMost("Max processes", limits.Pids)}", $"--data={HardLimit.AtMost("Max data size", limits.MemoryBytes)}", "--"];

    public IReadOnlyList<string> Reached() => group?.Reached() ?? [];

    public ValueTask DisposeAsync() => group?.DisposeAsync() ?? ValueTask.CompletedTask;
}
