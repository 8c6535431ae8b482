using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Transport;

/// <summary>
/// Push: <c>git receive-pack</c> between a client and the answer. Until its pack is there and allowed, a push ends with its client; from
/// then on it goes through, and what it says waits in a buffer, so that no slow client keeps the project busy.
/// </summary>
sealed class ReceivePack(GitProgram git, RepositoryFolders folders, TransferSlots slots, PushSessions sessions, RepositoryGate gate, IOptions<GitOptions> options)
{
    /// <param name="stateless">As over HTTP, where one request is one turn.</param>
    /// <param name="send">Writes what the client sends into git, until its end or until git is done.</param>
    /// <param name="answer">Takes what git says.</param>
    public async Task<GitEnd> RunAsync(
        GitAnswer.Allowed allowed, bool stateless, Func<GitProcess, CancellationToken, Task> send, Func<PipeReader, Task> answer, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        using var inside = await gate.EnterAsync(allowed.Project.Id, ct);
        var session = sessions.Open(allowed.Project, allowed.Actor, allowed.Role);
        try
        {
            await using var process = git.Start(new GitCall(folders.Of(allowed.Project.Id), ["receive-pack", .. stateless ? ["--stateless-rpc"] : Array.Empty<string>(), "."])
            {
                Environment = session.Environment,
                Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
            });
            return await Conversation.RunAsync(process, stateless, () => !session.IsMoving, send, answer, () => sessions.CloseAsync(session), ct);
        }
        finally
        {
            await sessions.CloseAsync(session);
        }
    }
}
