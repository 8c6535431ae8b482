namespace Slipway.Platform.Auth;

/// <summary>An instance always has an admin: the user <c>admin</c>, with the token that the first start shows.</summary>
public sealed class FirstAdmin(UserDirectory users, TokenDirectory tokens, TimeProvider time)
{
    /// <returns>The admin token's value, once; null on an instance that has one.</returns>
    public async Task<string?> EnsureAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!users.All.Any(user => user.Admin))
        {
            var made = await users.AddAsync(new User { Name = "admin", DisplayName = "Admin", Email = "admin@localhost", Admin = true, CreatedAt = now }, ct);
            // Tokens from before there were users.
            await tokens.AdoptAsync(made!.Id, ct);
        }

        if (tokens.Live.Any(token => token is { Kind: TokenKind.Api, Scope: Scope.Admin, Repository: null, ProjectId: null }
            && (token.UserId is not { } id || users.Find(id) is { Admin: true })))
        {
            return null;
        }

        var value = TokenValue.Random();
        await tokens.AddAsync(
            new Token
            {
                Name = "first",
                Kind = TokenKind.Api,
                Scope = Scope.Admin,
                UserId = users.All.First(user => user.Admin).Id,
                Hash = TokenValue.Hash(value),
                CreatedAt = now,
            },
            ct);
        return value;
    }
}
