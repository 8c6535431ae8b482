using System.CommandLine;
using Slipway.Proposals;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Cli.Forges;

/// <summary>Where a proposal goes: options, else what the checkout and the CI job say.</summary>
static class ForgeSettings
{
    const string TokenVariable = "SLIPWAY_FORGE_TOKEN";

    static readonly Option<string?> s_remote = new("--remote") { Description = "The repository's address; else that of the job, or the checkout's origin", HelpName = "URL" };
    static readonly Option<string?> s_forge = new Option<string?>("--forge") { Description = "What kind of server has the merge requests; else by its name", HelpName = "KIND" }.AcceptOnlyFromAmong("slipway", "gitlab", "github");
    static readonly Option<string?> s_server = new("--forge-url") { Description = "Its address, where it is another than the remote's host", HelpName = "URL" };
    static readonly Option<string?> s_tokenFile = new("--forge-token-file") { Description = $"A file with a token that may push and open merge requests; else {TokenVariable}", HelpName = "FILE" };
    static readonly Option<string?> s_target = new("--target") { Description = "The branch to merge into; else the default branch", HelpName = "BRANCH" };
    static readonly Option<string[]> s_reviewers = new("--reviewer") { Description = "Who is asked to review; may be given again", HelpName = "USER" };
    static readonly Option<string[]> s_labels = new("--label") { Description = "May be given again", HelpName = "NAME" };

    public static IReadOnlyList<Option> Options => [s_remote, s_forge, s_server, s_tokenFile, s_target, s_reviewers, s_labels];

    /// <param name="folder">Of the checkout.</param>
    public static async Task<Proposer> OpenAsync(ParseResult parsed, string folder, CancellationToken ct)
    {
        var (remote, forge) = await FindAsync(parsed, folder, ct);
        return new Proposer(remote, forge, TimeProvider.System);
    }

    /// <summary>What git and the forge's API are asked by.</summary>
    public static async Task<(GitRemote Remote, IForge Forge)> FindAsync(ParseResult parsed, string folder, CancellationToken ct)
    {
        var token = parsed.GetValue(s_tokenFile) is { } file ? Connection.Token(await File.ReadAllTextAsync(file, ct))
            : Connection.Environment(TokenVariable) is { } given ? Connection.Token(given)
            : throw new Failure(ExitCode.Usage, "There is no token for the forge.", $"Set {TokenVariable}, or give --forge-token-file.");
        var job = parsed.GetValue(s_remote) is null ? JobProject.Of(folder) : null;
        var remote = parsed.GetValue(s_remote) ?? job?.Remote ?? await GitRemote.UrlOfAsync(folder, "origin", ct);
        ForgeKind? kind = parsed.GetValue(s_forge) switch
        {
            "slipway" => ForgeKind.Slipway,
            "gitlab" => ForgeKind.GitLab,
            "github" => ForgeKind.GitHub,
            _ => job is not null ? job.Kind : Connection.Environment("GITHUB_ACTIONS") is not null ? ForgeKind.GitHub : null,
        };
        var address = ForgeAddress.Of(remote, kind, parsed.GetValue(s_server) is { } server ? Connection.Server(server) : job?.Server);
        var url = Uri.TryCreate(remote, UriKind.Absolute, out var http) && http.Scheme is "http" or "https" ? address.Remote(token) : new GitRemote(remote);
        return (url, Forge.Open(address, token));
    }

    /// <summary>The branch that was named; null: none was.</summary>
    public static string? Target(ParseResult parsed) => parsed.GetValue(s_target);

    public static async Task<string> TargetAsync(ParseResult parsed, string folder, Proposer proposer, CancellationToken ct) =>
        parsed.GetValue(s_target) ?? (parsed.GetValue(s_remote) is null ? JobProject.Of(folder)?.DefaultBranch : null) ?? await proposer.DefaultBranchAsync(ct);

    public static IReadOnlyList<string> Reviewers(ParseResult parsed, IReadOnlyList<string> others) => parsed.GetValue(s_reviewers) is { Length: > 0 } given ? given : others;

    public static IReadOnlyList<string> Labels(ParseResult parsed, IReadOnlyList<string> others) => parsed.GetValue(s_labels) is { Length: > 0 } given ? given : others;
}
