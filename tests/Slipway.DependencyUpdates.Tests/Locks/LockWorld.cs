using System.Text;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Tests.Updates;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Tests.Locks;

/// <summary>A project with a lock, and the registry that it is of.</summary>
sealed class LockWorld : IDisposable
{
    readonly World _world = new();

    public Site Site { get; } = new();

    public async Task<LockWorld> WithAsync(string registries, params (string Path, string Text)[] files)
    {
        await _world.WithAsync([("slipway-deps.yml", $"version: 1\ncooldown: 0\nregistries: {registries}\n"), .. files]);
        return this;
    }

    public Task<string> ReadAsync(string path) => _world.OnBranchAsync("main", path);

    /// <summary>The files after the one update that there is; all of them that it changes.</summary>
    public async Task<Dictionary<string, string>> MakeAsync()
    {
        var update = (await _world.PrepareAsync()).ShouldHaveSingleItem();
        var ready = update as PreparedUpdate.Ready ?? throw new ShouldAssertException(update.ToString());
        ready.Body.ShouldContain("has ");
        return ready.Files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.After), StringComparer.Ordinal);
    }

    public async Task<PreparedUpdate.Refused> RefuseAsync() => (await _world.PrepareAsync()).ShouldHaveSingleItem().ShouldBeOfType<PreparedUpdate.Refused>();

    /// <summary>What is said to people instead.</summary>
    public async Task<string> ByHandAsync()
    {
        var plan = await _world.PlanAsync();
        plan.Updates.ShouldBeEmpty();
        return plan.Manual.ShouldHaveSingleItem().Reason;
    }

    public void Dispose()
    {
        Site.Dispose();
        _world.Dispose();
    }
}
