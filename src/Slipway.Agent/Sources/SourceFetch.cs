using System.Globalization;
using Slipway.Agent.Executors;
using Slipway.Agent.Jobs;
using Slipway.Agent.Protocol;
using Slipway.Agent.Scripts;
using Slipway.Agent.Traces;

namespace Slipway.Agent.Sources;

/// <summary>Fetches a job's source, again and again while it is the connection that fails: the server may be starting again.</summary>
sealed class SourceFetch(IJobEnvironment environment, JobTrace trace, TimeProvider time)
{
    // What git and curl say of connections and of servers behind a proxy. A refusal (401, 403, 404) is none of them.
    static readonly string[] s_passing =
    [
        "Could not resolve host", "Failed to connect to", "Couldn't connect to server", "Connection refused", "Connection reset", "Connection timed out", "Operation timed out", "Empty reply from server", "Recv failure",
        "returned error: 429", "returned error: 502", "returned error: 503", "returned error: 504",
        "RPC failed", "early EOF", "unexpected disconnect", "the remote end hung up unexpectedly", "transfer closed with", "SSL_ERROR_SYSCALL", "GnuTLS recv error",
    ];

    /// <exception cref="JobFailure">It is not to be had.</exception>
    public async Task RunAsync(Step step, CancellationToken stop)
    {
        using var output = trace.Output();
        for (var attempt = 0; ; attempt++)
        {
            var tail = new Tail(output);
            var exit = await environment.RunAsync(step, tail, stop);
            if (exit == 0)
                return;
            if (attempt == Patience.Pauses.Count || !s_passing.Any(tail.Text.Contains))
                throw new JobFailure(JobFailure.System, $"Job failed: exit code {exit}", exit);
            trace.Warning(string.Create(CultureInfo.InvariantCulture, $"The connection to the repository failed; trying again in {Patience.Pauses[attempt].TotalSeconds} s."));
            await Task.Delay(Patience.Pauses[attempt], time, stop);
        }
    }
}
