using System.Diagnostics;
using Slipway.Agent.Jobs;
using Slipway.Agent.Limits;
using Slipway.Agent.Processes;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Executors;

/// <summary>
/// Runs steps as its view has it: in a sandbox made by bubblewrap (the system read-only, own processes, /tmp, /run and host name, and of the
/// builds the job's own alone), or on a machine that is there for this one job. When a step ends, so does all that ran in it.
/// </summary>
/// <param name="view">What of this machine is to be seen.</param>
/// <param name="share">How much of it may be taken; null for what the runner itself may.</param>
sealed class Sandbox(IStepView view, JobShare? share, TimeSpan grace, TimeProvider time)
{
    /// <summary>Runs to the end; the exit code is the script's.</summary>
    public async Task<int> RunAsync(Step step, JobFolders folders, IByteSink output, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var script = Path.Combine(folders.Scripts, step.Name);
        await File.WriteAllTextAsync(script, step.Text, stop);
        IReadOnlyList<string> command = [.. share?.Command ?? [], .. view.Command(folders, step.Place)];
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), "/bin/bash", "--noprofile", "--norc", $"{JobFolders.ScriptsMount}/{step.Name}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SandboxView.SearchPath;

        using var process = await Launcher.StartAsync(start);
        process.StandardInput.Close();
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput.BaseStream, output), PumpAsync(process.StandardError.BaseStream, output));
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            view.EndAll();
            await pumps;
            throw;
        }
        finally
        {
            view.EndAll();
            File.Delete(script);
        }

        await pumps;
        return process.ExitCode;
    }

    async Task EndAsync(Process process)
    {
        ProcessTree.TerminateBelow(process.Id);
        using var patience = new CancellationTokenSource(grace, time);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(); // the sandbox's first process dies with it, and all others with that one
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    static async Task PumpAsync(Stream from, IByteSink to)
    {
        var buffer = new byte[32 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
            to.Append(buffer.AsSpan(0, read));
    }
}
