using System.IO.Pipelines;
using System.Text;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Transport;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.Ssh;

/// <summary>One login over SSH: git with the key's rights, and nothing else.</summary>
sealed class SshSession(GitAccess access, UserDirectory users, SshKeyStore keys, UploadPack upload, ReceivePack receive)
{
    const int Failed = 1;

    public async Task ServeAsync(Stream stream, SshKey key, string command, string? protocol, CancellationToken ct)
    {
        var actor = Of(key);
        if (SshCommand.Parse(command) is not { } wanted)
        {
            await EndAsync(stream, command.Length == 0
                ? $"Hello {actor.Name}. Your key is known here, and this server has no shell: git clone, fetch and push only."
                : "This server speaks git only: clone, fetch and push.", Failed, ct);
            return;
        }

        switch (await access.AuthorizeAsync(actor, wanted.Owner, wanted.Name, wanted.Push ? ProjectRole.Developer : ProjectRole.Reader, ct))
        {
            case GitAnswer.Refused refused:
                await EndAsync(stream, refused.Detail, Failed, ct);
                return;
            case GitAnswer.Allowed allowed:
                await keys.UsedAsync(key, ct);
                var end = wanted.Push
                    ? await receive.RunAsync(allowed, stateless: false, (process, over) => InputAsync(stream, process, over), reader => OutputAsync(stream, reader, ct), ct)
                    : await upload.RunAsync(
                        allowed.Project, stateless: false, GitProtocol.Checked(protocol), (process, over) => InputAsync(stream, process, over), reader => OutputAsync(stream, reader, ct), ct);
                await EndAsync(stream, end.Errors, end.ExitCode, ct);
                return;
            default:
                throw new InvalidOperationException("an outcome without an answer");
        }
    }

    Actor Of(SshKey key) => key.UserId is { } id && users.Find(id) is { } user
        ? new Actor(user.Name, user.Id, user.Admin, ProjectRole.Owner, null, ProjectRole.None)
        : key.Write
            ? new Actor($"deploy key {key.Title}", null, Everywhere: false, ProjectRole.Developer, key.ProjectId, ProjectRole.Developer)
            : new Actor($"deploy key {key.Title}", null, Everywhere: false, ProjectRole.Reader, key.ProjectId, ProjectRole.Reader);

    static async Task InputAsync(Stream stream, GitProcess process, CancellationToken over)
    {
        var buffer = new byte[GitFrame.Longest];
        while (true)
        {
            // A connection that breaks is no end: git must not take the half for the whole.
            var (kind, bytes) = await GitFrame.ReadAsync(stream, buffer, over) ?? throw new IOException("The connection broke.");
            if (kind != GitFrameKind.Input)
            {
                throw new InvalidDataException("Only input goes this way.");
            }

            if (bytes.IsEmpty)
            {
                process.Input.Close();
                return;
            }

            await process.Input.WriteAsync(bytes, over);
            await process.Input.FlushAsync(over);
        }
    }

    static async Task OutputAsync(Stream stream, PipeReader reader, CancellationToken ct)
    {
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            foreach (var segment in read.Buffer)
            {
                for (var at = 0; at < segment.Length; at += GitFrame.Longest)
                {
                    await GitFrame.WriteAsync(stream, GitFrameKind.Output, segment[at..Math.Min(segment.Length, at + GitFrame.Longest)], ct);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    static async Task EndAsync(Stream stream, string errors, int exitCode, CancellationToken ct)
    {
        try
        {
            if (errors.Length > 0)
            {
                await GitFrame.WriteAsync(stream, GitFrameKind.Errors, Encoding.UTF8.GetBytes(errors + "\n"), ct);
            }

            await GitFrame.WriteAsync(stream, GitFrameKind.Exit, new[] { (byte)exitCode }, ct);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody listens any more.
        }
    }
}
