using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Updates;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Proposing;
using Slipway.DependencyUpdates.Updates.Reverts;
using Slipway.DependencyUpdates.Updates.Run;
using Slipway.Proposals;
using Slipway.Proposals.Git;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>A project with a remote, upstream's git repositories, a clock, and runs that remember what they saw.</summary>
sealed class World : IDisposable
{
    readonly TempFolder _folder = new();

    public Clock Clock { get; } = new();

    public MemoryForge Forge { get; } = new();

    public string Origin => _folder["origin.git"];

    string Work => _folder["work"];

    public string State => _folder["state"];

    public async Task<World> WithAsync(params (string Path, string Text)[] files)
    {
        await Tool.RunAsync("git", "init", "-q", "--bare", "-b", "main", Origin);
        await Tool.RunAsync("git", "init", "-q", "-b", "main", Work);
        await CommitAsync("start", files);
        return this;
    }

    /// <summary>Writes the files, commits and pushes.</summary>
    public async Task<string> CommitAsync(string message, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Work, path))!);
            await File.WriteAllTextAsync(Path.Combine(Work, path), text);
        }

        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "--allow-empty", "-m", message);
        await GitAsync("push", "-q", Origin, "HEAD:main");
        return (await GitAsync("rev-parse", "HEAD")).Trim();
    }

    public Task<string> GitAsync(params string[] arguments) => Tool.RunAsync("git", ["-C", Work, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", .. arguments]);

    public async Task<string> OnBranchAsync(string branch, string path) => await Tool.RunAsync("git", "-C", Origin, "show", $"{branch}:{path}");

    /// <summary>A repository with a commit for each tag.</summary>
    public async Task<string> UpstreamAsync(string name, params string[] tags)
    {
        var repository = _folder[name + ".git"];
        if (!Directory.Exists(repository)) await Tool.RunAsync("git", "init", "-q", "--bare", repository);
        foreach (var tag in tags) await TagAsync(repository, tag);
        return repository;
    }

    public static async Task TagAsync(string repository, string tag, string content = "")
    {
        var tree = (await Tool.RunAsync("git", "-C", repository, "hash-object", "-t", "tree", "-w", "/dev/null")).Trim();
        var commit = (await Tool.RunAsync("git", "-C", repository, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit-tree", "-m", tag + content, tree)).Trim();
        await Tool.RunAsync("git", "-C", repository, "tag", "-f", tag, commit);
    }

    public Survey Survey()
    {
        var files = ProjectFiles.InFolder(Work);
        var read = SettingsFiles.Read(files);
        read.Faults.ShouldBeEmpty();
        return DependencyUpdates.Updates.Survey.Take(files, read.Settings!, read.Warnings);
    }

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(Action<RunOptions>? with = null)
    {
        var survey = Survey();
        using var run = Run(survey, with);
        var results = await run.CheckAsync(survey, await RevertedUpdates.FindAsync(Work, CancellationToken.None), onlyPatches: false, CancellationToken.None);
        await run.RememberAsync(CancellationToken.None);
        return results.Results;
    }

    public async Task<UpdatePlan> PlanAsync()
    {
        var survey = Survey();
        using var run = Run(survey, null);
        var results = await run.CheckAsync(survey, [], onlyPatches: false, CancellationToken.None);
        return await run.PlanAsync(results, results.Results, null, CancellationToken.None);
    }

    public async Task<IReadOnlyList<PreparedUpdate>> PrepareAsync()
    {
        var survey = Survey();
        using var run = Run(survey, null);
        var results = await run.CheckAsync(survey, await RevertedUpdates.FindAsync(Work, CancellationToken.None), onlyPatches: false, CancellationToken.None);
        var prepared = new List<PreparedUpdate>();
        foreach (var plan in (await run.PlanAsync(results, results.Results, null, CancellationToken.None)).Updates) prepared.Add(await run.PrepareAsync(results, plan, CancellationToken.None));
        await run.RememberAsync(CancellationToken.None);
        return prepared;
    }

    /// <summary>One pass over branches, as the command does it.</summary>
    public async Task<IReadOnlyList<ProposalReport>> ProposeAsync(params string[] releaseBranches)
    {
        var here = Survey();
        using var run = Run(here, null);
        var remote = new GitRemote(Origin);
        var proposer = new UpdateProposer(new Proposer(remote, Forge, Clock), run, here.Settings, Clock);
        var held = await RevertedUpdates.FindAsync(Work, CancellationToken.None);
        var reports = new List<ProposalReport>();
        foreach (var branch in releaseBranches.Prepend("main"))
        {
            using var fetched = await FetchedBranch.FetchAsync(remote, branch, CancellationToken.None);
            using var files = CommitFiles.Open(fetched.Folder, fetched.Commit);
            var below = branch == "main" ? null : branch;
            var survey = DependencyUpdates.Updates.Survey.Take(files.Files, here.Settings, []);
            var results = await run.CheckAsync(survey, held, onlyPatches: below is not null, CancellationToken.None);
            reports.AddRange(await proposer.ProposeAsync(await run.PlanAsync(results, results.Results, below, CancellationToken.None), branch, below, results, CancellationToken.None));
        }

        await run.RememberAsync(CancellationToken.None);
        return reports;
    }

    public void Dispose() => _folder.Dispose();

    DependencyRun Run(Survey survey, Action<RunOptions>? with)
    {
        var options = new RunOptions(State, new() { RequestTimeout = TimeSpan.FromSeconds(2) });
        with?.Invoke(options);
        return new(options, survey.Settings, Clock);
    }
}

/// <summary>Now is what a test says; waiting is real.</summary>
sealed class Clock : TimeProvider
{
    DateTimeOffset _now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
