using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Slipway.Contracts.DevInstance;
using Slipway.Proposals;
using Slipway.Proposals.Forges;
using Slipway.Upkeep.Duties;

namespace Slipway.Upkeep.Work;

/// <summary>
/// This server as everybody sees it, over HTTP with a token: what a bot may do is decided where it is decided for people, and what its push
/// starts is what theirs does.
/// </summary>
sealed class OwnForge(UpkeepBot bot, IServer server, IOptions<UpkeepOptions> options)
{
    /// <exception cref="UpkeepException">The bot may not.</exception>
    public async Task<ProjectForge> OpenAsync(Duty duty, ProjectFacts project, CancellationToken ct)
    {
        var (token, user) = await bot.ActAsync(duty, ct);
        var address = new ForgeAddress(ForgeKind.Slipway, options.Value.Server ?? Listening(), project.Path);
        return new ProjectForge(address.Remote(token), Forge.Open(address, token), new CommitIdentity(user.DisplayName, user.Email));
    }

    // "http://[::]:8880" and "http://*:8880" are every address: loopback is one of them.
    Uri Listening()
    {
        var text = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new UpkeepException("upkeep.failed", "This server does not know its own address: set Upkeep:Server.");
        var address = new Uri(text.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal));
        return address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri : address;
    }
}
