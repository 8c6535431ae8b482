using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Database;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>
/// A job's ID token for a push token of one repository, once. That it was traded is written in the transaction that makes the push token,
/// so no crash lets it be traded again.
/// </summary>
sealed class TradeIdToken(
    IdTokenVerifier verifier, RepositoryDirectory repositories, TokenDirectory tokens, JobOrigins origins, IDbContextFactory<SlipwayDb> databases,
    WriteGate gate, TimeProvider time, IOptions<TrustedPublishingOptions> options, ILogger<TradeIdToken> log)
{
    // Longer than the clocks may differ by which tokens are judged.
    static readonly TimeSpan Remember = TimeSpan.FromMinutes(10);

    // Ended ones stay in the list for a day, to be looked at.
    static readonly TimeSpan Show = TimeSpan.FromDays(1);

    public async Task<TradeOutcome> RunAsync(string repository, string idToken, CancellationToken ct)
    {
        switch (await verifier.VerifyAsync(idToken, ct))
        {
            case IdTokenOutcome.Refused refused:
                return new TradeOutcome.Refused(refused.Problem, refused.Code, refused.Detail);
            case IdTokenOutcome.Verified { Job: var job }:
                return await FindAsync(repository, job, ct) is { } publisher
                    ? await TradeAsync(repository, publisher, job, ct)
                    : NotGranted(repository, job);
            default:
                throw new InvalidOperationException("an outcome without an answer");
        }
    }

    async Task<TrustedPublisher?> FindAsync(string repository, JobOrigin job, CancellationToken ct)
    {
        if (repository.Split('/') is not [var owner, var name] || repositories.Find(owner, name) is not { Id: var id })
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        return (await db.Set<TrustedPublisher>().AsNoTracking().Where(row => row.RepositoryId == id).OrderBy(row => row.Id).ToListAsync(ct))
            .FirstOrDefault(row => row.Grants(job));
    }

    async Task<TradeOutcome> TradeAsync(string repository, TrustedPublisher publisher, JobOrigin job, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await PruneAsync(now, ct);
        var value = TokenValue.Random();
        var token = new Token
        {
            Name = Short(job.ToString()),
            Kind = TokenKind.Traded,
            Scope = Scope.Push,
            Repository = repository,
            Hash = TokenValue.Hash(value),
            Origin = job.JobUrl ?? job.Issuer,
            CreatedAt = now,
            ExpiresAt = now + options.Value.TokenLifetime,
        };
        var used = new UsedIdToken { Digest = UsedIdToken.DigestOf(job.Issuer, job.TokenId), ExpiresAt = job.TokenExpiresAt };
        var origin = new JobOriginRow { Token = token, Origin = JsonSerializer.Serialize(job, JobOriginJson.Default.JobOrigin) };
        if (!await tokens.TryAddAsync(token, db => db.Set<UsedIdToken>().AnyAsync(row => row.Digest == used.Digest, ct), [used, origin], ct))
        {
            return new TradeOutcome.Refused(ProblemCode.IdTokenInvalid, "id-token.used", "This ID token was traded before. Each is good for one trade: ask for a new one.");
        }

        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<TrustedPublisher>().Where(row => row.Id == publisher.Id)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastUsedAt, now), ct);
            },
            ct);
        Log.Traded(log, repository, job, job.Issuer, token.Id);
        return new TradeOutcome.Traded(value, token.ExpiresAt!.Value);
    }

    async Task PruneAsync(DateTimeOffset now, CancellationToken ct)
    {
        origins.Forget(now - Show);
        await tokens.ForgetAsync(TokenKind.Traded, now - Show, ct);
        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                return await db.Set<UsedIdToken>().Where(row => row.ExpiresAt < now - Remember).ExecuteDeleteAsync(ct);
            },
            ct);
    }

    // The same for a repository that is not there: nobody learns of private ones.
    static TradeOutcome.Refused NotGranted(string repository, JobOrigin job) => new(
        ProblemCode.PublisherMissing,
        null,
        $"{Short(repository)} does not let {job.Project} of {job.Issuer} push from {(job.RefProtected ? "the protected" : "the unprotected")} {job.FullRef}"
        + $"{(job.Environment is null ? "" : $" in {job.Environment}")}. Who owns it can: slipway publisher add.");

    static string Short(string text) => text.Length <= 200 ? text : text[..200];
}

abstract record TradeOutcome
{
    /// <param name="Value">The push token.</param>
    public sealed record Traded(string Value, DateTimeOffset ExpiresAt) : TradeOutcome;

    public sealed record Refused(ProblemCode Problem, string? Code, string Detail) : TradeOutcome;
}
