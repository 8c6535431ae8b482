using System.CommandLine;
using Slipway.Proposals;
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Cli.Deps;

/// <summary>Where requests are opened: the forge of the checkout's remote, with a token from the environment.</summary>
sealed record DepsForge(Proposer Proposer, GitRemote Remote, string? Target)
{
    const string TokenVariable = "SLIPWAY_FORGE_TOKEN";

    static readonly Option<string> s_remote = new("--remote") { Description = "The checkout's remote, by name", DefaultValueFactory = _ => "origin", HelpName = "NAME" };
    static readonly Option<string?> s_kind = new("--forge") { Description = "slipway, gitlab or github; by the host's name without it", HelpName = "KIND" };
    static readonly Option<string?> s_server = new("--forge-url") { Description = "Where the forge's pages are; the remote's host without it", HelpName = "URL" };
    static readonly Option<string?> s_target = new("--target") { Description = "Propose to this branch; without it to the default branch and those of the configuration", HelpName = "BRANCH" };

    public static IReadOnlyList<Option> Options { get; } = [s_remote, s_kind, s_server, s_target];

    public static async Task<DepsForge> OpenAsync(ParseResult parsed, string folder, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable) is not { Length: > 0 } token)
            throw new Failure(ExitCode.NotAllowed, $"{TokenVariable} is not set.", "Set it to a token that may push and open merge requests; or use --write or --dry-run.");
        var kind = parsed.GetValue(s_kind) switch
        {
            null => (ForgeKind?)null,
            var text when Enum.TryParse<ForgeKind>(text, ignoreCase: true, out var known) => known,
            var text => throw new Failure(ExitCode.Usage, $"--forge {text} is not known.", "Write slipway, gitlab or github."),
        };
        var server = parsed.GetValue(s_server);
        if (server is not null && !Uri.TryCreate(server, UriKind.Absolute, out _)) throw new Failure(ExitCode.Usage, $"--forge-url {server} is no URL.", "Write https://host.");
        try
        {
            var address = ForgeAddress.Of(await GitRemote.UrlOfAsync(folder, parsed.GetValue(s_remote)!, ct), kind, server is null ? null : new Uri(server));
            var remote = address.Remote(token);
            return new(new Proposer(remote, Forge.Open(address, token), TimeProvider.System), remote, parsed.GetValue(s_target));
        }
        catch (ProposalException wrong)
        {
            throw new Failure(ExitCode.Failed, wrong.Message);
        }
    }
}
