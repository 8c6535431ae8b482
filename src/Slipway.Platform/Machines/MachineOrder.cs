namespace Slipway.Platform.Machines;

/// <summary>A machine that is to be started.</summary>
/// <param name="MachineId">The manager's name for it, never used again: <c>m</c> and 19 lower-case letters or digits. Fits a DNS label, a container's name and an idempotency token.</param>
/// <param name="Pool">The pool's name, for the label.</param>
/// <param name="Runner">What the machine runs.</param>
/// <param name="DieAfter">How long it may live at the most: a place that can end a machine by itself is told so, in case the manager never comes back.</param>
public sealed record MachineOrder(string MachineId, string Pool, RunnerBootstrap Runner, TimeSpan DieAfter);

/// <summary>
/// What turns a bare machine into a runner of the pool: <c>slipway-runner.json</c>, to be put where only the runner's user may read it (default
/// <see cref="DefaultPath"/>, mode 0600), and the command that reads it. It holds a token: it goes into a file, a secret or user data, never into a
/// command line, a log or an object's name. The runner ends by itself after its jobs, and when its token is refused.
/// </summary>
/// <param name="Config">The file, UTF-8.</param>
/// <param name="Url">The server, as the machine reaches it.</param>
/// <param name="Token">The same as in the file: of this one machine, revoked when it goes.</param>
public sealed record RunnerBootstrap(byte[] Config, Uri Url, string Token)
{
    public const string DefaultPath = "/etc/slipway/slipway-runner.json";

    /// <summary>What is run on the machine once the file is there.</summary>
    public static IReadOnlyList<string> Command(string path = DefaultPath) => ["slipway-runner", "run", "--config", path];

    /// <summary>Without the token.</summary>
    public override string ToString() => $"runner of {Url}";
}
