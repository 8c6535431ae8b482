using System.Security.Cryptography;
using System.Text;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Secrets;

namespace Slipway.Upkeep.Duties;

/// <summary>
/// As whom duties act: a user who is a developer of the projects that want it, by a token for each duty that opens one project and no more.
/// A developer merges into no protected branch.
/// </summary>
sealed class UpkeepBot(UserDirectory users, TokenDirectory tokens, IProjectDirectory projects, SecretBox secrets, TimeProvider time)
{
    public const string Name = "upkeep-bot";

    /// <summary>Makes the user where there is none, a developer of the project, and a token, which goes into the duty's row.</summary>
    public async Task HireAsync(Duty duty, ProjectFacts project, CancellationToken ct)
    {
        var user = await UserAsync(ct);
        await projects.AdmitAsync(project.Id, user.Name, ProjectRole.Developer, ct);
        var value = TokenValue.Random();
        var token = await tokens.AddAsync(
            new Token
            {
                Name = $"upkeep {DutyWords.Of(duty.Kind)}", Kind = TokenKind.Api, Scope = Scope.Push, UserId = user.Id, ProjectId = project.Id, ProjectPath = project.Path,
                Hash = TokenValue.Hash(value), CreatedAt = time.GetUtcNow(),
            },
            ct);
        (duty.TokenId, duty.SealedToken) = (token.Id, secrets.Seal(Encoding.UTF8.GetBytes(value), duty.Purpose));
    }

    public async Task DismissAsync(Duty duty, CancellationToken ct)
    {
        if (duty.TokenId is { } id)
        {
            await tokens.RevokeAsync(id, ct);
        }

        (duty.TokenId, duty.SealedToken) = (null, null);
    }

    /// <summary>Whether the token still opens the project; somebody may have revoked it, or taken the bot out.</summary>
    public bool IsHired(Duty duty) => duty is { TokenId: { } id, SealedToken: not null } && tokens.FindById(id).IsKnown;

    /// <exception cref="UpkeepException">It opens nothing any more.</exception>
    public async Task<(string Token, User User)> ActAsync(Duty duty, CancellationToken ct)
    {
        if (!IsHired(duty))
        {
            throw new UpkeepException("upkeep.token-revoked", "The bot's token is revoked. Turn the duty on again: that makes a new one.");
        }

        if (await projects.RoleAsync(duty.ProjectId, duty.TokenId, ct) < ProjectRole.Developer)
        {
            throw new UpkeepException("upkeep.bot-out", $"{Name} is no developer of the project any more. Turn the duty on again, and it is one.");
        }

        try
        {
            return (Encoding.UTF8.GetString(secrets.Unseal(duty.SealedToken!, duty.Purpose)), await UserAsync(ct));
        }
        catch (CryptographicException)
        {
            throw new UpkeepException("upkeep.token-sealed", "The bot's token can't be opened with this instance's key. Turn the duty on again.");
        }
    }

    async Task<User> UserAsync(CancellationToken ct) => users.Find(Name)
        ?? await users.AddAsync(new User { Name = Name, DisplayName = "Slipway upkeep", Email = $"{Name}@localhost", Admin = false, CreatedAt = time.GetUtcNow() }, ct)
        ?? users.Find(Name)!;
}
