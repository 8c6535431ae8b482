using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.Transport;

/// <summary>
/// Push: <c>git receive-pack</c> between the request and the answer. Until its pack is there and allowed, a push ends with its client; from
/// then on it goes through, and what it says waits in a buffer, so that no slow client keeps the project busy.
/// </summary>
sealed class ReceivePack(GitProgram git, RepositoryFolders folders, TransferSlots slots, PushSessions sessions, IOptions<GitOptions> options)
{
    const int MostWaiting = 16 << 20;

    public async Task ServeAsync(HttpContext context, GitAnswer.Allowed allowed, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        context.Response.ContentType = "application/x-git-receive-pack-result";
        var session = sessions.Open(allowed.Project, allowed.Actor, allowed.Role);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2));
        var answering = AnswerAsync(pipe.Reader, context, ct);
        try
        {
            await using var process = git.Start(new GitCall(folders.Of(allowed.Project.Id), "receive-pack", "--stateless-rpc", ".")
            {
                Environment = session.Environment,
                Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
            });
            await using var aborted = ct.UnsafeRegister(_ => StopUnlessMoving(session, process), null);
            var sending = RequestBody.SendAsync(context.Request, process, () => StopUnlessMoving(session, process), ct);
            await process.Output.CopyToAsync(pipe.Writer.AsStream(leaveOpen: true), CancellationToken.None);
            await process.EndAsync();
            await sending;
        }
        finally
        {
            await sessions.CloseAsync(session);
            await pipe.Writer.CompleteAsync();
        }

        await answering;
    }

    static void StopUnlessMoving(PushSession session, GitProcess process)
    {
        if (!session.IsMoving)
        {
            process.Stop();
        }
    }

    static async Task AnswerAsync(PipeReader reader, HttpContext context, CancellationToken ct)
    {
        try
        {
            await reader.CopyToAsync(context.Response.BodyWriter, ct);
            await reader.CompleteAsync();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody listens any more. A completed reader takes what still comes.
            await reader.CompleteAsync();
        }
    }
}
