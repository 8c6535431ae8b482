using Slipway.Platform.Machines;

namespace Slipway.Machines.Testing;

/// <summary>A real place for the conformance suite: an engine, a cluster, a list of hosts. One for each test; disposing it leaves nothing.</summary>
public abstract class ConformancePlace : IAsyncDisposable
{
    /// <summary>Opens the place for an instance. Asked several times, also for the same instance: as after a restart of the manager.</summary>
    public abstract IMachineProvider Open(InstanceId instance);

    /// <summary>What a machine runs here in the place of a whole server: a bootstrap that the place's runner, or a stand-in for it, can be given.</summary>
    public virtual RunnerBootstrap Bootstrap(string machineId)
    {
        var token = $"glrt-conformance{machineId}";
        var config = $$"""
            {"url": "http://127.0.0.1:9", "token": "{{token}}", "name": "{{machineId}}", "systemId": "s_{{machineId[..12]}}", "executor": "shell",
             "buildsFolder": "/var/lib/slipway-runner/builds", "cacheFolder": "/var/lib/slipway-runner/cache"}
            """;
        return new RunnerBootstrap(System.Text.Encoding.UTF8.GetBytes(config), new Uri("http://127.0.0.1:9"), token);
    }

    /// <summary>Ends a machine behind the provider's back: a crash, an interruption, somebody's hand. False where the place can't.</summary>
    public virtual Task<bool> EndAsync(string machineId) => Task.FromResult(false);

    /// <summary>What a machine was really given, to compare with the bootstrap: the content of the configuration file; null where it can't be seen.</summary>
    public virtual Task<byte[]?> ConfigOfAsync(string machineId) => Task.FromResult<byte[]?>(null);

    /// <summary>Every place that an unprivileged onlooker can read (names, labels, command lines); the token must not stand there. Null where it can't be seen.</summary>
    public virtual Task<string?> VisibleAsync(string machineId) => Task.FromResult<string?>(null);

    /// <summary>How long the suite waits for what the place does by itself.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
