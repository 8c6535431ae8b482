using Slipway.DevInstance.Testing;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Proposals.Tests;

/// <summary>A repository on one kind of forge, with <c>support/known_hosts</c> and <c>README.md</c> on its main branch, and a person who works in it.</summary>
public abstract class Place : IAsyncDisposable
{
    public const string Branch = "slipway/known-hosts";

    public WorkFolder Person { get; private set; } = null!;

    public abstract GitRemote Remote { get; }

    public abstract IForge Forge { get; }

    public Proposer Proposer => new(Remote, Forge, TimeProvider.System, new CommitIdentity("Robot", "robot@example.org"));

    /// <summary>A user who may be asked.</summary>
    public abstract string Reviewer { get; }

    /// <summary>As people see the request on the forge now.</summary>
    public abstract Task<Seen> SeeAsync(long number);

    /// <summary>As a person does it on the forge.</summary>
    public abstract Task CloseAsync(long number);

    public abstract Task<IReadOnlyList<long>> OpenNumbersAsync();

    /// <summary>The forge's own pipeline of a commit has begun, and ends.</summary>
    public abstract Task StartPipelineAsync(string commit);

    public abstract Task EndPipelineAsync(string commit, bool green);

    /// <summary>Others than the project's members can see it from now on.</summary>
    public abstract Task ShowToAllAsync();

    protected abstract Task<string> StartAsync();

    public async Task<Place> OpenAsync()
    {
        var url = await StartAsync();
        Person = await WorkFolder.InitAsync();
        await Person.CommitAsync("README.md", "# Hello\n");
        await Person.CommitAsync("support/known_hosts", "old\n");
        await Person.RunAsync("remote", "add", "origin", url);
        await Person.RunAsync("push", "--quiet", "origin", "main");
        return this;
    }

    /// <summary>What a branch has in a file now, or null.</summary>
    public async Task<string?> FileAsync(string branch, string file)
    {
        await Person.RunAsync("fetch", "--quiet", "--prune", "origin");
        var result = await Person.TryAsync("show", $"origin/{branch}:{file}");
        return result.ExitCode == 0 ? result.Output : null;
    }

    public static Proposal Proposal(string content = "new\n", string title = "Renew host keys", string body = "The evidence.", params string[] reviewers) =>
        new(Branch, "main", title, body, "Renew host keys\n\nBecause they changed.", [new FileChange("support/known_hosts", System.Text.Encoding.UTF8.GetBytes(content))])
        {
            Labels = ["maintenance"],
            Reviewers = reviewers,
        };

    public virtual ValueTask DisposeAsync()
    {
        Person?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <param name="State">opened, merged or closed.</param>
/// <param name="Asked">Who is asked to review.</param>
public sealed record Seen(string State, string Title, string Body, IReadOnlyList<string> Labels, IReadOnlyList<string> Asked, IReadOnlyList<string> Comments);
