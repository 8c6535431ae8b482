using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;
using Slipway.Platform.Secrets;

namespace Slipway.DevInstance.Mirrors;

/// <summary>Adds an import or a mirror, as far as its address is one that the server may go to.</summary>
sealed class AddMirrorOperation(MirrorStore mirrors, MirrorWorker worker, Outbound outbound, SecretBox secrets, TimeProvider time)
{
    const int LongestSecret = 20_000;

    /// <summary>The refusal of an address or credentials, or null; before a project is made for it.</summary>
    public async Task<AddMirrorOutcome.Refused?> RefuseAsync(RemotePlace place, CancellationToken ct)
    {
        if (RemoteAddress.TryParse(place.Url, out var why) is not { } address)
        {
            return new AddMirrorOutcome.Refused(ProblemCode.Malformed, why);
        }

        if (new[] { place.User, place.Password, place.PrivateKey, place.HostKey }.Any(secret => secret?.Length > LongestSecret)
            || new[] { place.User, place.Password, place.HostKey }.Any(secret => secret?.Any(char.IsControl) == true))
        {
            return new AddMirrorOutcome.Refused(ProblemCode.Malformed, "User, password and host key are one line each.");
        }

        if (address.Url.Scheme == "ssh" && (place.PrivateKey is null || place.HostKey is null))
        {
            return new AddMirrorOutcome.Refused(
                ProblemCode.Malformed, "An ssh address needs a private key, and the host's own key as a line of known_hosts, from somebody who knows it.");
        }

        return await outbound.LookAsync(address, ct) is OutboundAnswer.Refused refused ? new AddMirrorOutcome.Refused(ProblemCode.AddressRefused, refused.Why) : null;
    }

    public async Task<AddMirrorOutcome> RunAsync(Project project, MirrorKind kind, RemotePlace place, CancellationToken ct)
    {
        if (await RefuseAsync(place, ct) is { } refused)
        {
            return refused;
        }

        var credentials = new MirrorCredentials(place.User, place.Password, place.PrivateKey, place.HostKey);
        var mirror = await mirrors.AddAsync(
            new Mirror
            {
                ProjectId = project.Id,
                Kind = kind,
                Url = place.Url,
                Credentials = credentials.IsEmpty ? null : secrets.Seal(credentials.ToBytes(), Mirror.Purpose(project.Id)),
                State = MirrorState.Waiting,
                CreatedAt = time.GetUtcNow(),
            },
            ct);
        worker.WakeUp();
        return new AddMirrorOutcome.Added(mirror);
    }
}

abstract record AddMirrorOutcome
{
    public sealed record Added(Mirror Mirror) : AddMirrorOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : AddMirrorOutcome;
}
