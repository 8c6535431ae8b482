using Slipway.PackageServer.Signing;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Repositories;

/// <summary>Makes a repository under a name that is free and allowed, with a key that is there.</summary>
sealed class CreateRepositoryOperation(RepositoryDirectory repositories, KeyRing keys)
{
    public async Task<CreateRepositoryOutcome> RunAsync(string? owner, string? name, bool isPrivate, string? fingerprint, CancellationToken ct)
    {
        if (!RepositoryName.TryParse(owner, name, out var parsed))
        {
            return new CreateRepositoryOutcome.Refused(
                ProblemCode.NameInvalid,
                $"'{owner}/{name}' is no name for a repository: owner and name take 1 to 64 lower-case letters, digits, '.', '-' and '_', and some owners (api, install, ...) are the server's own.");
        }

        if (await keys.FindAsync(fingerprint, ct) is not { } key)
        {
            return new CreateRepositoryOutcome.Refused(ProblemCode.KeyInvalid, $"There is no signing key {fingerprint ?? "yet"}. 'slipway key list' names them, 'slipway key create' makes one.");
        }

        return await repositories.CreateAsync(parsed, isPrivate, key, ct) is { } made
            ? new CreateRepositoryOutcome.Created(made)
            : new CreateRepositoryOutcome.Refused(ProblemCode.RepositoryExists, $"A repository {parsed} is there already. Choose another name.");
    }
}

abstract record CreateRepositoryOutcome
{
    public sealed record Created(RepositoryState Repository) : CreateRepositoryOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : CreateRepositoryOutcome;
}
