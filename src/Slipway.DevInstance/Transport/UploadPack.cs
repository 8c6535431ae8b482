using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.Transport;

/// <summary>Clone and fetch: <c>git upload-pack</c> between a client and the answer.</summary>
sealed class UploadPack(GitProgram git, RepositoryFolders folders, TransferSlots slots, IOptions<GitOptions> options)
{
    const string IdleSeconds = "--timeout=600";

    /// <param name="protocol">As <see cref="GitProtocol"/> checked it.</param>
    public async Task<GitEnd> RunAsync(
        Project project, bool stateless, string? protocol, Func<GitProcess, CancellationToken, Task> send, Func<PipeReader, Task> answer, CancellationToken ct)
    {
        using var slot = await slots.EnterAsync(ct);
        await using var process = git.Start(new GitCall(folders.Of(project.Id), ["upload-pack", IdleSeconds, .. stateless ? ["--stateless-rpc"] : Array.Empty<string>(), "."])
        {
            Environment = GitProtocol.Environment(protocol),
            Limit = TimeSpan.FromSeconds(options.Value.TransferSeconds),
        });
        return await Conversation.RunAsync(process, stateless, () => true, send, answer, () => Task.CompletedTask, ct);
    }
}
