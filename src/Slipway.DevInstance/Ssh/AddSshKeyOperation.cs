using Slipway.Contracts.DevInstance;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Ssh;

/// <summary>Lets a public key in.</summary>
sealed class AddSshKeyOperation(SshKeyStore keys, TimeProvider time)
{
    const int LongestTitle = 200;

    public async Task<AddSshKeyOutcome> RunAsync(AddSshKey wanted, SshKeyHolder holder, CancellationToken ct)
    {
        SshPublicKey key;
        try
        {
            key = SshPublicKey.Parse(wanted.PublicKey);
        }
        catch (MalformedInputException malformed)
        {
            return new AddSshKeyOutcome.Refused(ProblemCode.KeyInvalid, malformed.Message, malformed.Code);
        }

        var title = wanted.Title ?? (key.Comment.Length > 0 ? key.Comment : key.Fingerprint);
        if (title is not { Length: > 0 and <= LongestTitle } || title.Any(char.IsControl))
        {
            return new AddSshKeyOutcome.Refused(ProblemCode.Malformed, $"A key's title takes 1 to {LongestTitle} characters.", null);
        }

        var row = new SshKey
        {
            UserId = holder.UserId,
            ProjectId = holder.ProjectId,
            Title = title,
            Line = key.Line,
            Fingerprint = key.Fingerprint,
            Write = wanted.Write || holder.UserId is not null,
            CreatedAt = time.GetUtcNow(),
        };
        return await keys.AddAsync(row, ct) is { } added
            ? new AddSshKeyOutcome.Added(added)
            : new AddSshKeyOutcome.Refused(
                ProblemCode.SshKeyExists, $"The key {key.Fingerprint} belongs to a user or a project already. A key says who comes, so make another: ssh-keygen -t ed25519.", null);
    }
}

abstract record AddSshKeyOutcome
{
    public sealed record Added(SshKey Key) : AddSshKeyOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail, string? Code) : AddSshKeyOutcome;
}
