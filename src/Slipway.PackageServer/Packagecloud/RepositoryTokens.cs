using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Secrets;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>A repository's master tokens, and the read tokens that machines were given from them. All of them may only read.</summary>
sealed class RepositoryTokens(TokenDirectory tokens, SecretBox box, TimeProvider time) : IDisposable
{
    const string DefaultName = "default";
    const int LongestName = 200;

    // Names are looked up and then taken: one at a time.
    readonly SemaphoreSlim gate = new(1);

    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    public string ValueOf(Token token) => TokenValue.Derive(box, token.Seed!);

    public IReadOnlyList<Token> Masters(RepositoryState repository) =>
        [.. tokens.Live.Where(token => token.Kind == TokenKind.Master && token.Repository == repository.FullName).OrderBy(token => token.Id)];

    /// <summary>By id, or by value.</summary>
    public Token? FindMaster(RepositoryState repository, string idOrValue)
    {
        var hash = TokenValue.Hash(idOrValue);
        return Masters(repository).FirstOrDefault(token => token.Id.ToString() == idOrValue || token.Hash == hash);
    }

    public IReadOnlyList<Token> ReadTokens(Token master) =>
        [.. tokens.Live.Where(token => token.Kind == TokenKind.Read && token.ParentId == master.Id).OrderBy(token => token.Id)];

    /// <summary>The one that install addresses carry; made when it is first asked for.</summary>
    public Task<Token> DefaultAsync(RepositoryState repository, CancellationToken ct) => OneAtATimeAsync(
        async () => Masters(repository).FirstOrDefault(token => token.Name == DefaultName)
            ?? await AddAsync(repository, TokenKind.Master, DefaultName, null, ct),
        ct);

    /// <summary>Null: the name is taken.</summary>
    public Task<Token?> CreateMasterAsync(RepositoryState repository, string name, CancellationToken ct) => OneAtATimeAsync(
        async () => name == DefaultName || Masters(repository).Any(token => token.Name == name) ? null : await AddAsync(repository, TokenKind.Master, name, null, ct),
        ct);

    /// <summary>The same name gets the same token again: a machine that is set up twice. Null: the master token is gone.</summary>
    public Task<Token?> ReadTokenAsync(RepositoryState repository, Token master, string name, CancellationToken ct) => OneAtATimeAsync(
        async () =>
        {
            if (ReadTokens(master).FirstOrDefault(token => token.Name == name) is { } there)
            {
                return there;
            }

            var made = await AddAsync(repository, TokenKind.Read, name, master.Id, ct);
            if (Masters(repository).Any(token => token.Id == master.Id))
            {
                return made;
            }

            // The master was revoked meanwhile, before it had this child.
            await tokens.RevokeAsync(made.Id, ct);
            return null;
        },
        ct);

    /// <summary>With every read token made from it. The default one comes back with another value.</summary>
    public async Task RevokeMasterAsync(RepositoryState repository, Token master, CancellationToken ct)
    {
        await tokens.RevokeAsync(master.Id, ct);
        if (master.Name == DefaultName)
        {
            await DefaultAsync(repository, ct);
        }
    }

    public Task RevokeReadTokenAsync(Token token, CancellationToken ct) => tokens.RevokeAsync(token.Id, ct);

    public void Dispose() => gate.Dispose();

    async Task<Token> AddAsync(RepositoryState repository, TokenKind kind, string name, long? parent, CancellationToken ct)
    {
        var seed = TokenValue.NewSeed();
        var token = new Token
        {
            Name = name,
            Kind = kind,
            Scope = Scope.Read,
            Repository = repository.FullName,
            ParentId = parent,
            Hash = TokenValue.Hash(TokenValue.Derive(box, seed)),
            Seed = seed,
            CreatedAt = time.GetUtcNow(),
        };
        return await tokens.AddAsync(token, ct);
    }

    async Task<T> OneAtATimeAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }
}
