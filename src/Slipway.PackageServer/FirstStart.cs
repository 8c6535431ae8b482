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
    readonly UserDirectory users;
    readonly TokenDirectory tokens;
    readonly FirstAdmin admin;

    internal FirstStart(RepositoryDirectory repositories, KeyRing keys, UserDirectory users, TokenDirectory tokens, FirstAdmin admin) =>
        (this.repositories, this.keys, this.users, this.tokens, this.admin) = (repositories, keys, users, tokens, admin);

    /// <param name="firstRepository"><c>owner/name</c></param>
    /// <returns>The admin token's value, once; null on an instance that has one.</returns>
    public async Task<string?> RunAsync(string firstRepository, CancellationToken ct)
    {
        await users.LoadAsync(ct);
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

        return await admin.EnsureAsync(ct);
    }
}
