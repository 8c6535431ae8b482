using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer;

/// <summary>Loads what lives in memory, and on an empty instance makes the first key, repository and token.</summary>
public sealed class FirstStart
{
    readonly RepositoryDirectory repositories;
    readonly KeyRing keys;
    readonly TokenDirectory tokens;
    readonly TimeProvider time;

    internal FirstStart(RepositoryDirectory repositories, KeyRing keys, TokenDirectory tokens, TimeProvider time) =>
        (this.repositories, this.keys, this.tokens, this.time) = (repositories, keys, tokens, time);

    /// <param name="firstRepository"><c>owner/name</c></param>
    /// <returns>The admin token's value, once; null on an instance that has one.</returns>
    public async Task<string?> RunAsync(string firstRepository, CancellationToken ct)
    {
        await tokens.LoadAsync(ct);
        await repositories.LoadAsync(ct);
        if (await keys.FindAsync(null, ct) is null)
        {
            await keys.GenerateAsync(KeyAlgorithm.Rsa4096, $"Slipway {firstRepository} <packages@localhost>", ct);
        }

        if (repositories.All.Count == 0 && RepositoryName.TryParse(firstRepository.Split('/')[0], firstRepository.Split('/')[^1], out var name))
        {
            await repositories.CreateAsync(name, isPrivate: false, (await keys.FindAsync(null, ct))!, ct);
        }

        if (tokens.Live.Any(token => token is { Kind: TokenKind.Api, Scope: Scope.Admin, Repository: null }))
        {
            return null;
        }

        var value = TokenValue.Random();
        await tokens.AddAsync(
            new Token { Name = "first", Kind = TokenKind.Api, Scope = Scope.Admin, Hash = TokenValue.Hash(value), CreatedAt = time.GetUtcNow() }, ct);
        return value;
    }
}
