using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;
using Slipway.Proposals.Tests.Fakes;
using Slipway.Testing;

namespace Slipway.Proposals.Tests;

/// <summary>A bare repository on disk, and beside it the API of a forge that we can't have here.</summary>
sealed class FakePlace(ForgeKind kind) : Place
{
    readonly TempFolder folder = new();

    public FakeForge Fake { get; private set; } = null!;

    public ForgeAddress Address => new(kind, new Uri(Fake.Url), "group/tools");

    public override GitRemote Remote => new(folder["tools.git"]);

    public override IForge Forge => Forges.Forge.Open(Address, FakeForge.Token);

    public override string Reviewer => "ann";

    public override Task<Seen> SeeAsync(long number)
    {
        var one = Fake.Requests.Single(request => request.Number == number);
        return Task.FromResult(new Seen(one.State, one.Title, one.Body, one.Labels, one.Reviewers, one.Comments));
    }

    public override Task CloseAsync(long number)
    {
        Fake.Requests.Single(request => request.Number == number).State = "closed";
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<long>> OpenNumbersAsync() =>
        Task.FromResult<IReadOnlyList<long>>([.. Fake.Requests.Where(one => one.State == "opened" && !one.FromFork).Select(one => one.Number)]);

    public override Task StartPipelineAsync(string commit)
    {
        Fake.Pipelines[commit] = "running";
        return Task.CompletedTask;
    }

    public override async Task EndPipelineAsync(string commit, bool green)
    {
        Fake.Pipelines[commit] = green ? "success" : "failed";
        foreach (var one in Fake.Requests.Where(one => green && one.Armed == commit && Fake.Head(one.Branch) == commit))
        {
            one.State = "merged";
        }

        await Task.CompletedTask;
    }

    public override Task ShowToAllAsync()
    {
        Fake.Visibility = "internal";
        return Task.CompletedTask;
    }

    protected override async Task<string> StartAsync()
    {
        Fake = kind == ForgeKind.GitLab ? await FakeGitLab.StartAsync() : await FakeGitHub.StartAsync();
        await Tool.RunAsync("git", "init", "--quiet", "--bare", "--initial-branch=main", folder["tools.git"]);
        Fake.Head = branch => Tool.RunAsync("git", "-C", folder["tools.git"], "rev-parse", branch).GetAwaiter().GetResult().Trim();
        return folder["tools.git"];
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Fake.DisposeAsync();
        folder.Dispose();
    }
}
