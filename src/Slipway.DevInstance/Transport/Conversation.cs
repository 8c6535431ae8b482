using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Transport;

/// <summary>Both directions between a client and git at once, with a bounded buffer on the way back.</summary>
static class Conversation
{
    const int MostWaiting = 4 << 20;

    // What git did not want to read is read to the end all the same, or the client would not see the answer: it sends first.
    static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(1);

    /// <param name="drains">The client waits for the answer until it has sent everything (HTTP).</param>
    /// <param name="mayStop">Whether git ends with its client, as things are.</param>
    /// <param name="ended">Called when git has ended, before the client has read everything.</param>
    public static async Task<GitEnd> RunAsync(
        GitProcess process, bool drains, Func<bool> mayStop, Func<GitProcess, CancellationToken, Task> send, Func<PipeReader, Task> answer, Func<Task> ended, CancellationToken ct)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: MostWaiting, resumeWriterThreshold: MostWaiting / 2));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var aborted = ct.UnsafeRegister(_ => StopIf(mayStop, process), null);
        var sending = SendAsync(process, mayStop, send, over.Token);
        var answering = AnswerAsync(pipe.Reader, answer);
        int exit;
        try
        {
            await process.Output.CopyToAsync(pipe.Writer.AsStream(leaveOpen: true), CancellationToken.None);
            exit = await process.EndAsync();
            await ended();
        }
        finally
        {
            over.CancelAfter(LongestDrain);
            await pipe.Writer.CompleteAsync();
        }

        await answering;
        if (!drains)
        {
            await over.CancelAsync();
        }

        await sending;
        return new GitEnd(exit, process.Errors);
    }

    static async Task SendAsync(GitProcess process, Func<bool> mayStop, Func<GitProcess, CancellationToken, Task> send, CancellationToken over)
    {
        try
        {
            await send(process, over);
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException or OperationCanceledException or BadHttpRequestException)
        {
            // The client is gone or talks nonsense: git must not take the half for the whole.
            StopIf(mayStop, process);
        }
    }

    static async Task AnswerAsync(PipeReader reader, Func<PipeReader, Task> answer)
    {
        try
        {
            await answer(reader);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody listens any more. A completed reader takes what still comes.
        }

        await reader.CompleteAsync();
    }

    static void StopIf(Func<bool> mayStop, GitProcess process)
    {
        if (mayStop())
        {
            process.Stop();
        }
    }
}

/// <param name="Errors">The end of what git wrote to standard error.</param>
sealed record GitEnd(int ExitCode, string Errors);
